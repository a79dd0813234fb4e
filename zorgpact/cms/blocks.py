"""The building blocks of an article. Each has one template in templates/blocks/, named after the block."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock

RICH_TEXT_FEATURES = ["bold", "italic", "h3", "ol", "ul", "link", "document-link"]


class ImageChooserBlock(WagtailImageChooserBlock):
    """Fetches the renditions of all pictures of a stream together, instead of a query for each picture."""

    def bulk_to_python(self, values: Iterable[int]) -> list[Any]:
        images = self.model_class.objects.prefetch_related("renditions").in_bulk(values)
        return [copy(images[pk]) if pk in images else None for pk in values]


class RichTextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any):
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        label = "Tekst"
        icon = "pilcrow"
        template = "blocks/rich_text.html"
        preview_value = "<p>In de wijk leren studenten van professionals, en andersom.</p>"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label="Kop", max_length=120)
    level = blocks.ChoiceBlock(
        label="Niveau", choices=[("2", "Kop van een deel"), ("3", "Tussenkop")], default="2"
    )

    class Meta:
        label = "Kop"
        icon = "title"
        template = "blocks/heading.html"
        label_format = "{text}"
        preview_value = {"text": "Leren begint op de werkvloer", "level": "2"}


def image_preview() -> dict[str, Any]:
    """With the newest picture of the site; a site without pictures shows the caption alone."""
    return {
        "image": get_image_model().objects.order_by("-pk").first(),
        "is_decorative": True,
        "alt": "",
        "caption": "Een werkplaats in de wijk",
    }


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="Afbeelding")
    is_decorative = blocks.BooleanBlock(
        label="Alleen versiering",
        required=False,
        help_text="De afbeelding zegt niets dat niet in de tekst staat.",
    )
    alt = blocks.CharBlock(
        label="Beschrijving",
        required=False,
        max_length=255,
        help_text="Wat er te zien is, voor wie de afbeelding niet ziet.",
    )
    caption = blocks.CharBlock(label="Bijschrift", required=False, max_length=255)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["is_decorative"] and not cleaned["alt"]:
            message = "Beschrijf de afbeelding, of geef aan dat zij alleen versiering is."
            raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return cleaned

    class Meta:
        label = "Afbeelding"
        icon = "image"
        template = "blocks/image.html"
        preview_value = staticmethod(image_preview)


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Citaat", help_text="Zonder aanhalingstekens.")
    speaker = blocks.CharBlock(label="Wie zegt dit?", max_length=120)
    function = blocks.CharBlock(label="Functie", required=False, max_length=160)

    class Meta:
        label = "Citaat"
        icon = "openquote"
        template = "blocks/quote.html"
        label_format = "{speaker}"
        preview_value = {
            "text": "Samen kom je verder.",
            "speaker": "Een trekker",
            "function": "Regio Rijnmond",
        }


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(label="Getal", max_length=20, help_text="Zoals 25, 3.200 of 40%.")
    label = blocks.CharBlock(label="Wat telt het?", max_length=120)
    note = blocks.CharBlock(label="Toelichting", required=False, max_length=160)

    class Meta:
        label = "Kerncijfer"
        icon = "plus"
        label_format = "{number} {label}"


class KeyFiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", required=False, max_length=120)
    figures = blocks.ListBlock(FigureBlock(), label="Cijfers", min_num=1, max_num=6)
    source = blocks.CharBlock(label="Bron en datum", required=False, max_length=200)

    class Meta:
        label = "Kerncijfers"
        icon = "order"
        template = "blocks/key_figures.html"
        preview_value = {
            "title": "In cijfers",
            "figures": [{"number": "25", "label": "studenten per leerplek"}],
        }


class MomentBlock(blocks.StructBlock):
    date = blocks.CharBlock(label="Wanneer", max_length=60, help_text="Zoals: voorjaar 2015.")
    title = blocks.CharBlock(label="Wat", max_length=120)
    text = blocks.TextBlock(label="Toelichting", required=False)


class TimelineBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", required=False, max_length=120)
    moments = blocks.ListBlock(MomentBlock(), label="Momenten", min_num=1)

    class Meta:
        label = "Tijdlijn"
        icon = "history"
        template = "blocks/timeline.html"
        preview_value = {
            "title": "Zo ging het",
            "moments": [{"date": "2015", "title": "De start", "text": ""}],
        }


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", max_length=120)
    text = blocks.TextBlock(label="Tekst", required=False)
    link_text = blocks.CharBlock(label="Tekst op de knop", max_length=60, help_text="Zeg wat er gebeurt.")
    page = blocks.PageChooserBlock(label="Pagina op deze site", required=False)
    url = blocks.CharBlock(
        label="Of een ander adres", required=False, max_length=300, help_text="Zoals /agenda/ of https://…"
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = "Kies een pagina of vul een adres in: een van beide."
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        if cleaned["url"] and not cleaned["url"].startswith(("/", "https://", "mailto:")):
            message = "Begin met / of met https://."
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return cleaned

    class Meta:
        label = "Oproep met knop"
        icon = "link-external"
        template = "blocks/call_to_action.html"
        label_format = "{title}"
        preview_value = {"title": "Praat mee", "text": "", "link_text": "Bekijk de agenda", "url": "/agenda/"}


def document_preview() -> dict[str, Any]:
    """With the newest document of the site, if there is one."""
    return {
        "document": get_document_model().objects.order_by("-pk").first(),
        "title": "Regionaal actieplan",
        "text": "Het plan van de regio, met alle acties.",
    }


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="Document")
    title = blocks.CharBlock(
        label="Titel", required=False, max_length=160, help_text="Leeg: de titel van het document."
    )
    text = blocks.TextBlock(label="Toelichting", required=False)

    class Meta:
        label = "Document"
        icon = "doc-full"
        template = "blocks/document.html"
        preview_value = staticmethod(document_preview)


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titel", max_length=160)
    url = blocks.URLBlock(
        label="Adres van de video", help_text="Een YouTube-adres speelt op de pagina af, na een klik."
    )
    description = blocks.TextBlock(label="Waar gaat het over?", required=False)
    transcript = RichTextBlock(label="Uitgeschreven tekst", required=False)

    class Meta:
        label = "Video"
        icon = "media"
        template = "blocks/video.html"
        label_format = "{title}"
        preview_value = {"title": "Leren in de wijk", "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa"}


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(label="Naam", max_length=120)
    role = blocks.CharBlock(
        label="Rol", required=False, max_length=80, help_text="Zoals ambassadeur of spreker."
    )
    function = blocks.CharBlock(label="Functie en organisatie", required=False, max_length=160)
    portrait = ImageChooserBlock(label="Portret", required=False)
    quote = blocks.TextBlock(label="Citaat", required=False)
    biography = RichTextBlock(label="Wie is dit?", required=False)

    class Meta:
        label = "Persoon"
        icon = "user"
        template = "blocks/person.html"
        label_format = "{name}"
        preview_value = {"name": "Anna de Boer", "role": "ambassadeur", "function": "Zorggroep De Brug"}


class PeopleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", required=False, max_length=120)
    people = blocks.ListBlock(PersonBlock(), label="Mensen", min_num=1)

    class Meta:
        label = "Mensen"
        icon = "group"
        template = "blocks/people.html"
        preview_value = {
            "title": "Wie doen er mee?",
            "people": [{"name": "Anna de Boer", "role": "ambassadeur"}],
        }


class ActionPointsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", max_length=120)
    kind = blocks.ChoiceBlock(
        label="Soort",
        choices=[("vragen", "Vragen"), ("actiepunten", "Actiepunten"), ("succesfactoren", "Succesfactoren")],
        default="actiepunten",
    )
    introduction = blocks.TextBlock(label="Inleiding", required=False)
    points = blocks.ListBlock(blocks.TextBlock(label="Punt", rows=2), label="Punten", min_num=1)

    class Meta:
        label = "Vragen of actiepunten"
        icon = "list-ul"
        template = "blocks/action_points.html"
        label_format = "{title}"
        preview_value = {
            "title": "Hoe kunnen we …",
            "kind": "vragen",
            "points": ["… meer ruimte geven om te leren?"],
        }


class AccordionItemBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="Vraag", max_length=200)
    answer = RichTextBlock(label="Antwoord")


class AccordionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", required=False, max_length=120)
    items = blocks.ListBlock(AccordionItemBlock(), label="Vragen", min_num=1)

    class Meta:
        label = "Uitklapbare vragen"
        icon = "help"
        template = "blocks/accordion.html"
        preview_value = {
            "title": "Veelgestelde vragen",
            "items": [{"question": "Wat is een RAAT?", "answer": "<p>…</p>"}],
        }


class TableValue(blocks.StructValue):
    """A table as templates want it: a list of headings and a list of rows of rendered cells."""

    @property
    def header(self) -> list[str]:
        return [column["heading"] for column in self["table"].columns]

    @property
    def rows(self) -> list[list]:
        return [list(row) for row in self["table"].rows]


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label="Wat staat er in de tabel?", max_length=200)
    table = TypedTableBlock([("text", blocks.CharBlock(label="Tekst", required=False))], label="Tabel")

    class Meta:
        label = "Tabel"
        icon = "table"
        template = "blocks/table.html"
        label_format = "{caption}"
        value_class = TableValue
        preview_value = {
            "caption": "Studenten per jaar",
            "table": {
                "columns": [{"type": "text", "heading": "Jaar"}, {"type": "text", "heading": "Studenten"}],
                "rows": [{"values": ["2017", "640"]}, {"values": ["2018", "720"]}],
                "caption": "",
            },
        }


class BodyBlock(blocks.StreamBlock):
    """What an article is made of. Editors of this programme asked for these thirteen, and no more."""

    rich_text = RichTextBlock(group="Tekst")
    heading = HeadingBlock(group="Tekst")
    quote = QuoteBlock(group="Tekst")
    action_points = ActionPointsBlock(group="Tekst")
    accordion = AccordionBlock(group="Tekst")
    table = TableBlock(group="Tekst")
    image = ImageBlock(group="Beeld")
    video = VideoBlock(group="Beeld")
    people = PeopleBlock(group="Beeld")
    key_figures = KeyFiguresBlock(group="Feiten")
    timeline = TimelineBlock(group="Feiten")
    call_to_action = CallToActionBlock(group="Verder")
    document = DocumentBlock(group="Verder")


class SocialLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="Naam", max_length=40)
    url = blocks.URLBlock(label="Adres")

    class Meta:
        label = "Kanaal"
        icon = "link"
        label_format = "{label}"


class TitledTextBlock(blocks.StructBlock):
    """A short statement with an explanation: a result, a next step."""

    title = blocks.CharBlock(label="In één zin", max_length=200)
    text = RichTextBlock(label="Toelichting", required=False)

    class Meta:
        icon = "tick"
        label_format = "{title}"

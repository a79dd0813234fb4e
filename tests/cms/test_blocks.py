"""The thirteen building blocks: what each renders, and what editors may not leave out."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from tests.factories import DocumentFactory, ImageFactory, StandardPageFactory, site_tree
from tests.pages import look_at, text, texts
from zorgpact.cms.blocks import RICH_TEXT_FEATURES, BodyBlock, CallToActionBlock, ImageBlock, RichTextBlock

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BLOCKS = BodyBlock().child_blocks
VIDEO = {"title": "Leren", "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa"}


def render(name: str, value) -> BeautifulSoup:
    block = BLOCKS[name]
    return BeautifulSoup(block.render(block.to_python(value)), "html.parser")


def says(name: str, value) -> str:
    return " ".join(render(name, value).get_text(" ").split())


def test_an_article_is_made_of_thirteen_blocks():
    assert list(BLOCKS) == [
        "rich_text",
        "heading",
        "quote",
        "action_points",
        "accordion",
        "table",
        "image",
        "video",
        "people",
        "key_figures",
        "timeline",
        "call_to_action",
        "document",
    ]


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_label_an_icon_and_a_template_of_its_own(name):
    meta = BLOCKS[name].meta
    assert (bool(meta.label), meta.icon != "placeholder", meta.template) == (
        True,
        True,
        f"blocks/{name}.html",
    )


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_renders_its_example(name):
    ImageFactory()
    DocumentFactory(title="Regionaal actieplan")
    block = BLOCKS[name]
    page = BeautifulSoup(block.render(block.get_preview_value()), "html.parser")
    assert page.get_text(strip=True) or page.select_one("img[src]")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("rich_text", "<p>Leren <b>doe</b> je samen.</p>", "Leren doe je samen."),
        ("heading", {"text": "Wat we zien", "level": "2"}, "Wat we zien"),
        (
            "quote",
            {"text": "Samen kom je verder.", "speaker": "Fatima", "function": "Trekker"},
            "‘Samen kom je verder.’ Fatima Trekker",
        ),
        (
            "action_points",
            {"title": "Morgen", "kind": "vragen", "introduction": "Aan tafel", "points": ["Wie?", "Wat?"]},
            "Morgen Aan tafel Wie? Wat?",
        ),
        (
            "accordion",
            {"title": "Vragen", "items": [{"question": "Waarom?", "answer": "<p>Daarom.</p>"}]},
            "Vragen Waarom? Daarom.",
        ),
        (
            "people",
            {
                "title": "Wie?",
                "people": [
                    {
                        "name": "Anna",
                        "role": "spreker",
                        "function": "De Brug",
                        "quote": "Ja.",
                        "biography": "<p>Leert.</p>",
                    }
                ],
            },
            "Wie? A Spreker Anna De Brug ‘Ja.’ Leert.",
        ),
        (
            "key_figures",
            {
                "title": "Cijfers",
                "figures": [{"number": "40%", "label": "doorstroom", "note": "in 2018"}],
                "source": "CBS",
            },
            "Cijfers doorstroom 40% in 2018 Bron: CBS",
        ),
        (
            "timeline",
            {"title": "Zo ging het", "moments": [{"date": "2015", "title": "Start", "text": "In mei."}]},
            "Zo ging het 2015 Start In mei.",
        ),
        (
            "call_to_action",
            {"title": "Doe mee", "text": "Nu", "link_text": "Naar de agenda", "url": "/agenda/"},
            "Doe mee Nu Naar de agenda",
        ),
    ],
)
def test_a_block_says_all_that_was_filled_in(name, value, expected):
    assert says(name, value) == expected


def test_a_heading_is_of_the_chosen_level_and_can_be_linked_to():
    assert str(render("heading", {"text": "Wat we zien", "level": "3"})).strip() == (
        '<h3 id="wat-we-zien">Wat we zien</h3>'
    )


def test_a_table_names_its_rows_and_columns():
    page = render(
        "table",
        {
            "caption": "Studenten",
            "table": {
                "columns": [{"type": "text", "heading": "Jaar"}, {"type": "text", "heading": "Aantal"}],
                "rows": [{"values": ["2017", "640"]}, {"values": ["2018", "720"]}],
                "caption": "",
            },
        },
    )
    assert texts(page, "caption") == ["Studenten"]
    assert texts(page, "th[scope=col]") == ["Jaar", "Aantal"]
    assert texts(page, "th[scope=row]") == ["2017", "2018"]
    assert texts(page, "td") == ["640", "720"]


def test_a_document_tells_its_kind_and_size():
    document = DocumentFactory(title="Actieplan Twente")
    page = render("document", {"document": document.pk, "title": "", "text": "Met alle acties."})
    assert page.a["href"] == document.url
    assert texts(page, "a, p") == ["Actieplan Twente", "PDF, 8 bytes", "Met alle acties."]


@pytest.mark.parametrize("name", ["image", "document"])
def test_a_block_survives_that_its_file_is_gone(name):
    item = ImageFactory() if name == "image" else DocumentFactory()
    value = {name: item.pk, "caption": "Bijschrift", "text": "Toelichting"}
    item.delete()
    assert says(name, value) in ("Bijschrift", "Toelichting")


def test_what_an_editor_types_is_never_markup():
    page = render("quote", {"text": "<script>alert(1)</script>", "speaker": "<b>x</b>", "function": ""})
    assert (page.script, page.b) == (None, None)


# --- Images -----------------------------------------------------------------------------------------------


def errors(block, value) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(value))
    return {name: error.messages for name, error in refused.value.block_errors.items()}


def test_an_image_is_described_or_decorative():
    block = ImageBlock()
    assert errors(block, {"image": ImageFactory().pk, "alt": "", "is_decorative": False}) == {
        "alt": ["Beschrijf de afbeelding, of geef aan dat zij alleen versiering is."]
    }


@pytest.mark.parametrize(
    ("alt", "is_decorative", "shown"),
    [("Een leerplek", False, "Een leerplek"), ("", True, ""), ("Een leerplek", True, "")],
)
def test_a_valid_image_shows_its_description_unless_it_is_decorative(alt, is_decorative, shown):
    block = ImageBlock()
    value = block.clean(
        block.to_python({"image": ImageFactory().pk, "alt": alt, "is_decorative": is_decorative})
    )
    page = BeautifulSoup(block.render(value), "html.parser")
    assert page.img["alt"] == shown


def test_an_image_is_offered_in_small_formats_and_names_its_maker():
    image = ImageFactory(credit="Studio Noord")
    page = render("image", {"image": image.pk, "alt": "Een leerplek", "caption": "In de wijk."})
    assert [source["type"] for source in page.select("source")] == ["image/webp"]
    assert texts(page, "figcaption") == ["In de wijk. Beeld: Studio Noord"]


# --- Calls to action ----------------------------------------------------------------------------------------------


def call(**target):
    return {"title": "Doe mee", "text": "", "link_text": "Ga verder", **target}


def test_a_call_leads_somewhere():
    assert errors(CallToActionBlock(), call()) == {
        "url": ["Kies een pagina of vul een adres in: een van beide."]
    }


def test_a_call_leads_to_one_place():
    site_tree()
    assert errors(CallToActionBlock(), call(page=StandardPageFactory().pk, url="/agenda/")) == {
        "url": ["Kies een pagina of vul een adres in: een van beide."]
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://example.org", "agenda", "data:text/html,x"])
def test_a_call_leads_to_an_address_that_works(url):
    assert errors(CallToActionBlock(), call(url=url)) == {"url": ["Begin met / of met https://."]}


@pytest.mark.parametrize("url", ["/agenda/", "https://example.org", "mailto:info@example.org"])
def test_a_call_to_an_address_is_a_link_to_it(url):
    block = CallToActionBlock()
    value = block.clean(block.to_python(call(url=url)))
    assert BeautifulSoup(block.render(value), "html.parser").a["href"] == url


def test_a_call_to_a_page_is_a_link_to_it():
    site_tree()
    page = StandardPageFactory(title="Over ons")
    assert render("call_to_action", call(page=page.pk)).a["href"] == "/over-ons/"


def test_a_call_to_a_draft_has_no_button():
    site_tree()
    page = StandardPageFactory(live=False)
    assert render("call_to_action", call(page=page.pk)).a is None


# --- Videos -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [VIDEO["url"], "https://vimeo.com/76979871", "https://example.org/film.mp4"])
def test_a_video_is_a_link_and_loads_nothing_by_itself(url):
    page = render("video", {**VIDEO, "url": url})
    assert [link["href"] for link in page.select("a")] == [url]
    assert page.select("iframe, video, img, script") == []


def test_what_a_film_says_can_be_read():
    page = render("video", {**VIDEO, "transcript": "<p>Welkom in de wijk.</p>"})
    assert texts(page, "details .rich-text, details .accordion__answer")[0] == "Welkom in de wijk."


# --- Rich text ----------------------------------------------------------------------------------------------------


def test_editors_have_a_fixed_set_of_means_in_rich_text():
    assert RICH_TEXT_FEATURES == ["bold", "italic", "h3", "ol", "ul", "link", "document-link"]
    assert RichTextBlock().features == RICH_TEXT_FEATURES


def test_a_link_in_rich_text_follows_the_page():
    site_tree()
    page = StandardPageFactory(title="Over ons")
    html = f'<p><a linktype="page" id="{page.pk}">Lees meer</a></p>'
    assert render("rich_text", html).a["href"] == "/over-ons/"


# --- In a page ----------------------------------------------------------------------------------------------------


def test_a_page_shows_its_blocks_in_order():
    site_tree()
    body = [
        ("heading", {"text": "Eerst", "level": "2"}),
        ("rich_text", "<p>Dan</p>"),
        ("heading", {"text": "Tot slot", "level": "2"}),
    ]
    page = look_at(StandardPageFactory(title="Over", body=body).get_absolute_url())
    assert text(page, ".prose") == "Eerst Dan Tot slot"


@pytest.mark.parametrize("kind", ["image", "document", "people", "call_to_action"])
def test_three_blocks_cost_as_many_queries_as_one(client, django_assert_max_num_queries, kind):
    site_tree()

    def value():
        image = ImageFactory()
        return {
            "image": {"image": image, "alt": "x", "is_decorative": False, "caption": ""},
            "document": {"document": DocumentFactory(), "title": "", "text": ""},
            "people": {"title": "", "people": [{"name": "Anna", "portrait": image}] * 2},
            "call_to_action": {
                "title": "x",
                "link_text": "x",
                "page": StandardPageFactory(),
                "url": "",
                "text": "",
            },
        }[kind]

    addresses = []
    for number in (1, 3):
        page = StandardPageFactory(title=f"Met {number}", body=[(kind, value()) for _ in range(number)])
        addresses.append(page.get_absolute_url())
        look_at(page.get_absolute_url())  # makes the renditions
    counts = []
    for address in addresses:
        with django_assert_max_num_queries(9) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]

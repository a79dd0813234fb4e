"""Building blocks of a session: its programme, and what it yielded."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ProgrammeItemBlock(blocks.StructBlock):
    time = blocks.CharBlock(label="Tijd", max_length=20, help_text="Zoals 9.30 of 9.30–10.00.")
    title = blocks.CharBlock(label="Onderdeel", max_length=160)
    text = blocks.TextBlock(label="Toelichting", required=False)
    speaker = blocks.CharBlock(label="Door", required=False, max_length=160)

    class Meta:
        label = "Onderdeel"
        icon = "time"
        label_format = "{time} {title}"


class CommonThreadBlock(blocks.StructBlock):
    """What the room agreed on, and the actions that it became."""

    text = blocks.TextBlock(label="Rode draad", rows=2)
    actions = blocks.ListBlock(
        SnippetChooserBlock("pacts.Action", label="Actie"), label="Acties die eruit voortkwamen", default=[]
    )

    class Meta:
        label = "Rode draad"
        icon = "link"
        label_format = "{text}"


class OutcomesBlock(blocks.StreamBlock):
    success_factor = blocks.TextBlock(label="Succesfactor", icon="pick", rows=2)
    action_point = blocks.TextBlock(label="Actiepunt", icon="list-ul", rows=2)
    common_thread = CommonThreadBlock()

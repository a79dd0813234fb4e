"""Building blocks of a session: its programme."""

from wagtail import blocks


class ProgrammeItemBlock(blocks.StructBlock):
    time = blocks.CharBlock(
        label="Tijd", required=False, max_length=20, help_text="Zoals 9.30 of 9.30–10.00."
    )
    title = blocks.CharBlock(label="Onderdeel", max_length=160)
    text = blocks.TextBlock(label="Toelichting", required=False)
    speaker = blocks.CharBlock(label="Door", required=False, max_length=160)

    class Meta:
        label = "Onderdeel"
        icon = "time"
        label_format = "{time} {title}"

"""Building blocks of pacts and plans."""

from wagtail import blocks

from zorgpact.cms.blocks import PersonBlock, RichTextBlock


class PactPersonBlock(PersonBlock):
    role = blocks.ChoiceBlock(
        label="Rol",
        choices=[
            (role, role.capitalize())
            for role in ["ambassadeur", "opdrachtgever", "trekker", "aanjager", "contactpersoon"]
        ],
    )


class ConsultationBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(
        label="Niveau",
        choices=[("strategisch", "Strategisch"), ("tactisch", "Tactisch"), ("netwerken", "Netwerken")],
    )
    title = blocks.CharBlock(label="In één zin", max_length=200)
    text = RichTextBlock(label="Wie overlegt waarover?", required=False)

    class Meta:
        label = "Overleg"
        icon = "comment"
        label_format = "{level}: {title}"

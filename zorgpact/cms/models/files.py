"""Pictures and documents."""

from django.core.files.base import File
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError
from wagtail.images.models import Image as WagtailImage

from zorgpact.cms.private_files import document_storage
from zorgpact.cms.uploads import PictureFile

INSTEAD_OF_DELETING = "Zet daar eerst iets anders in de plaats, of haal het daar weg en publiceer dat."


class CustomImage(AbstractImage):
    """An uploaded picture. Its `description` is the default text for who does not see it."""

    credit = models.CharField(
        "maker", max_length=160, blank=True, help_text="Wie het beeld maakte, zoals vereist."
    )
    is_broken = models.BooleanField("bestand is weg of onleesbaar", default=False, editable=False)
    is_plain = models.BooleanField("bewaard zonder gegevens van de maker", default=False, editable=False)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")
    instead_of_deleting = INSTEAD_OF_DELETING

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """As Wagtail does. A file that cannot be decoded counts as one that is gone: Wagtail's screens can do without."""
        try:
            return super().generate_rendition_file(filter, source=source)
        except (InvalidFilterSpecError, MemoryError):
            raise
        except Exception as error:  # decoders raise all kinds of them
            raise SourceImageIOError(str(error)) from error


# Not a field of our own: it would come after the width and height, which are saved before it then, as they were.
CustomImage._meta.get_field("file").attr_class = PictureFile


class Rendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique"
            ),
        ]


class CustomDocument(AbstractDocument):
    file = models.FileField("bestand", upload_to="documents", storage=document_storage)

    admin_form_fields = WagtailDocument.admin_form_fields
    instead_of_deleting = INSTEAD_OF_DELETING

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"

    def clean(self) -> None:
        """As Wagtail does. A file that was refused already is not there, and its extension not wrong too."""
        if self.file:
            super().clean()

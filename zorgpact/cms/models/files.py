"""Pictures and documents."""

import re
from io import BytesIO
from typing import NamedTuple

from django.core.files.base import File
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError
from wagtail.images.models import Image as WagtailImage

from zorgpact.cms.private_files import document_storage
from zorgpact.cms.uploads import COPY_SIDE, PictureFile, copy_for_sizes

SMALL_OPERATIONS = {"width", "height", "max", "min", "fill", "format"}


class SmallCopy(NamedTuple):
    """What the sizes of a large picture are made from."""

    image: "CustomImage"
    """Of the copy's own size, with its point of interest."""
    content: bytes


INSTEAD_OF_DELETING = "Zet daar eerst iets anders in de plaats, of haal het daar weg en publiceer dat."


class CustomImage(AbstractImage):
    """An uploaded picture. Its `description` is the default text for who does not see it."""

    credit = models.CharField(
        "maker", max_length=160, blank=True, help_text="Wie het beeld maakte, zoals vereist."
    )
    is_broken = models.BooleanField("bestand is weg of onleesbaar", default=False, editable=False)
    is_plain = models.BooleanField("bewaard zonder gegevens van de maker", default=False, editable=False)

    attempts = models.PositiveSmallIntegerField("pogingen om de maten te maken", default=0, editable=False)
    """Of making its sizes, since that went well or it got a new file."""

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")
    instead_of_deleting = INSTEAD_OF_DELETING
    small_copy: SmallCopy | None = None

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"

    def create_renditions(self, *filters: Filter) -> dict[Filter, "Rendition"]:
        """One after another, from one reduced copy: Wagtail decodes all of it for each, three at the same time."""
        try:
            self.small_copy = self.make_small_copy() if len(filters) > 1 else None
            return {filter: self.create_rendition(filter) for filter in filters}
        finally:
            self.small_copy = None

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """As Wagtail does, from a reduced copy if that will do.

        A file that cannot be decoded counts as one that is gone: Wagtail's screens can do without.
        """
        small = None
        if source is None and is_small(filter):
            small = self.small_copy or self.make_small_copy()
        try:
            if small:
                source = File(BytesIO(small.content), name=self.file.name)
                return super(CustomImage, small.image).generate_rendition_file(filter, source=source)
            return super().generate_rendition_file(filter, source=source)
        except (InvalidFilterSpecError, MemoryError):
            raise
        except Exception as error:  # decoders raise all kinds of them
            raise SourceImageIOError(str(error)) from error

    def make_small_copy(self) -> SmallCopy | None:
        """Nothing of what is small itself, or not plain yet. Raises SourceImageIOError."""
        if not self.is_plain:
            return None
        try:
            with self.open_file() as file:
                content, factor = copy_for_sizes(file)
        except (SourceImageIOError, MemoryError):
            raise
        except Exception as error:  # decoders raise all kinds of them
            raise SourceImageIOError(str(error)) from error
        numbers = {
            name: value // factor
            for name in (
                "width",
                "height",
                *(f"focal_point_{part}" for part in ("x", "y", "width", "height")),
            )
            if (value := getattr(self, name)) is not None
        }
        smaller = CustomImage(pk=self.pk, file=self.file.name, collection_id=self.collection_id, **numbers)
        return SmallCopy(smaller, content) if content else None


def is_small(filter: Filter) -> bool:
    """Whether this size can be made from a copy of which no side is shorter than COPY_SIDE pixels."""
    operations = {part.partition("-")[0] for part in filter.spec.split("|")}
    numbers = map(int, re.findall(r"\d+", filter.spec))
    return operations <= SMALL_OPERATIONS and max(numbers, default=COPY_SIDE) < COPY_SIDE


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

"""The forms by which editors upload pictures and documents, on which Wagtail builds all its upload screens (see settings);
and the one to choose a topic to merge into.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.forms import FileField
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import ImageFileExtensionValidator, WagtailImageField
from wagtail.images.forms import BaseImageForm

from zorgpact.cms.document_contents import DocumentRefused, check_content
from zorgpact.cms.models import CustomDocument, CustomImage
from zorgpact.cms.uploads import PictureRefused, PlainPicture, plain_picture
from zorgpact.taxonomy.models import Topic


def listed(extensions: list[str]) -> str:
    """Extensions as a sentence ends with them: pdf, xlsx of zip."""
    *others, last = extensions
    return f"{', '.join(others)} of {last}"


class PictureField(WagtailImageField):
    """Takes what Pillow can decode to the end, and gives it plain."""

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.help_text = (
            f"Een {listed(self.allowed_image_extensions)} van ten hoogste {self.max_upload_size_text}. Een grote "
            "afbeelding wordt kleiner gemaakt; van een animatie blijft het eerste beeld. Waar en waarmee een foto is "
            "gemaakt, wordt niet bewaard."
        )

    def to_python(self, data: UploadedFile | None) -> PlainPicture | None:
        uploaded = FileField.to_python(self, data)
        if uploaded is None:
            return None
        ImageFileExtensionValidator(uploaded)
        self.check_image_file_size(uploaded)
        try:
            return plain_picture(uploaded, uploaded.name or "")
        except PictureRefused as refusal:
            raise ValidationError(str(refusal), code="invalid_image") from refusal


class PictureForm(BaseImageForm):
    instance: CustomImage
    original_file: FieldFile | None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if given := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=given.label, required=given.required, widget=given.widget, max_length=given.max_length
            )

    def save(self, commit: bool = True) -> CustomImage:
        """As Wagtail does. A new file may get the name of one that was lost, and must not be taken for the old one."""
        old = self.original_file
        if old and old.name and not old.storage.exists(old.name):
            self.original_file = None
        image = super().save(commit=commit)
        if commit and "file" in self.changed_data:
            image.renditions.all().delete()
        return image


class DocumentForm(BaseDocumentForm):
    instance: CustomDocument

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            kinds = listed(settings.WAGTAILDOCS_EXTENSIONS)
            field.help_text = (
                f"Een {kinds} van ten hoogste {filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)}."
            )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            try:
                check_content(file, file.name or "")
            except DocumentRefused as refusal:
                raise ValidationError(str(refusal), code="invalid") from refusal
        return file


class MergeForm(forms.Form):
    """Which topic takes the place of this one. Those of the same kind stand first."""

    target = forms.ModelChoiceField(Topic.objects.none(), label="Samenvoegen met")

    def __init__(self, data: QueryDict | None, topic: Topic):
        super().__init__(data)
        others = Topic.objects.exclude(pk=topic.pk).order_by("name")
        kinds = sorted(Topic.Kind, key=lambda kind: kind != topic.kind)
        field = self.fields["target"]
        field.queryset = others  # type: ignore[attr-defined]  # it is a ModelChoiceField
        field.choices = [  # type: ignore[attr-defined]
            ("", "Kies een onderwerp"),
            *((kind.label, [(one.pk, one.name) for one in others if one.kind == kind]) for kind in kinds),
        ]

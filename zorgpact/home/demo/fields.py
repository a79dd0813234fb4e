"""Sets the fields of a model from the keys of a content file, guided by the definitions of the fields."""

import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField

from zorgpact.home.demo.files import BadContent
from zorgpact.home.demo.library import Library
from zorgpact.home.demo.richtext import to_html
from zorgpact.home.demo.streams import StreamReader, expect, explain


class FieldSetter:
    """Sets and checks the fields of new rows."""

    def __init__(self, library: Library):
        self.library = library
        self.streams = StreamReader(library)

    def fill(self, instance: models.Model, data: dict[str, Any], where: str) -> None:
        """Set each field that `data` names. An unknown key, slug or value raises BadContent."""
        for key, value in data.items():
            here = f"{where}, {key}"
            try:
                field = instance._meta.get_field(key)
            except FieldDoesNotExist as error:
                raise BadContent(where, f"onbekende sleutel {key!r}.") from error
            if isinstance(field, TaggableManager):
                getattr(instance, key).set(self.several(field, value, here))
            else:
                setattr(instance, key, self.value(field, value, here))

    def value(self, field, value: Any, where: str) -> Any:
        if isinstance(field, StreamField):
            return self.streams.read(field.stream_block, value, where)
        if isinstance(field, RichTextField):
            return to_html(expect(value, str, where))
        if isinstance(field, models.ManyToManyField):
            return self.several(field, value, where)
        if isinstance(field, models.ForeignKey) and not isinstance(value, models.Model):
            return self.library.find(field.related_model, value, where)
        if isinstance(field, models.DateTimeField):
            return local_time(expect(value, datetime.datetime, where))
        if isinstance(field, (models.CharField, models.TextField)):
            return expect(value, str, where).strip()
        return value

    def several(self, field, value: Any, where: str) -> list[models.Model]:
        """The topics or regions that a list of slugs names."""
        return [self.library.find(field.related_model, slug, where) for slug in expect(value, list, where)]

    def check(self, instance: models.Model, where: str) -> None:
        """Refuse what an editor could not save."""
        try:
            instance.full_clean()
        except ValidationError as error:
            raise BadContent(where, explain(error)) from error


def local_time(moment: datetime.datetime) -> datetime.datetime:
    """Times in the files are those of the Netherlands."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

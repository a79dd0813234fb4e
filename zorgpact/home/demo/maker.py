"""Makes published rows and pages out of content files, each only once."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import Page

from zorgpact.cms.models import Publishable
from zorgpact.home.demo.fields import FieldSetter
from zorgpact.home.demo.files import BadContent, ContentFile
from zorgpact.home.demo.ledger import Ledger
from zorgpact.home.demo.library import Library
from zorgpact.home.demo.streams import explain


class Maker:
    """What the steps of loading share: the folder, what was made before, and how to make more."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.ledger = Ledger()
        self.library = Library(self.ledger, folder)
        self.fields = FieldSetter(self.library)

    def is_there(self, model: type[models.Model], slug: str, source: str) -> bool:
        """Whether this was loaded before, or an editor made something with this address."""
        return source in self.ledger or model._default_manager.filter(slug=slug).exists()

    def publish(
        self, model: type[Publishable], slug: str, data: dict[str, Any], source: str
    ) -> Publishable | None:
        """Make and publish a row; None if it is there already."""
        if self.is_there(model, slug, source):
            return None
        row = model(slug=slug)
        self.fields.fill(row, data, source)
        self.fields.check(row, source)
        row.save()
        row.save_revision(clean=False).publish()
        self.ledger.note(row, source)
        return row

    def publish_page(self, parent: Page, model: type[Page], file: ContentFile) -> Page | None:
        """Make and publish a page below `parent`; None if it is there already."""
        taken = parent.get_children().filter(slug=file.slug).exists()
        if file.name in self.ledger or taken:
            return None
        page = model(slug=file.slug)
        self.fields.fill(page, file.data, file.name)
        try:
            parent.add_child(instance=page)
        except ValidationError as error:
            raise BadContent(file.name, explain(error)) from error
        page.save_revision(clean=False).publish()
        self.ledger.note(page, file.name)
        return page

    def change(self, instance: models.Model, data: dict[str, Any], source: str) -> bool:
        """Set fields of a row or page that the site already had; only the first time."""
        if source in self.ledger:
            return False
        self.fields.fill(instance, data, source)
        self.fields.check(instance, source)
        instance.save()
        if hasattr(instance, "save_revision"):
            instance.save_revision(clean=False).publish()
        self.ledger.note(instance, source)
        return True

"""Finds what a content file names: rows by slug, organisations by name, pictures by drawing, documents by file."""

from pathlib import Path

from django.db.models import Model
from django.utils.text import slugify

from pacts.models import Organisation
from zorgpact.home.demo.files import BadContent
from zorgpact.home.demo.ledger import Ledger
from zorgpact.home.demo.uploads import Documents, Pictures


class Library:
    """Everything that content can refer to."""

    def __init__(self, ledger: Ledger, folder: Path):
        self.ledger = ledger
        self.uploads = {uploads.model: uploads for uploads in (Pictures(ledger), Documents(ledger, folder))}
        self.found: dict[tuple[type[Model], str], Model] = {}
        self.organisations: dict[str, Organisation] = {}

    def find(self, model: type[Model], name, where: str) -> Model:
        """The row of `model` that `name` stands for. An organisation that is not there yet is made."""
        if model in self.uploads:
            return self.uploads[model].get(str(name), where)
        if model is Organisation:
            return self.organisation(name, where)
        key = (model, str(name))
        if key not in self.found:
            rows = list(model._default_manager.filter(slug=name)[:2])
            if len(rows) != 1:
                problem = "bestaat niet" if not rows else "is er meer dan eens"
                raise BadContent(where, f"{model._meta.verbose_name} {name!r} {problem}.")
            self.found[key] = rows[0]
        return self.found[key]

    def organisation(self, given: str | dict, where: str) -> Organisation:
        """The organisation of this name. With a name and a kind, it gets that kind if it is made here."""
        details = {"name": given} if isinstance(given, str) else given
        if not details.get("name"):
            raise BadContent(where, "een organisatie heeft een naam nodig.")
        unknown = details.keys() - {"name", "kind", "place", "website"}
        if unknown:
            raise BadContent(where, f"onbekende sleutel {min(unknown)!r} bij een organisatie.")
        if details.get("kind", "overig") not in Organisation.Kind.values:
            raise BadContent(where, f"{details['kind']!r} is geen soort organisatie.")
        slug = slugify(details["name"])[:120]
        if slug not in self.organisations:
            row = Organisation.objects.filter(slug=slug).first()
            self.organisations[slug] = row or self.make_organisation(slug, details)
        return self.organisations[slug]

    def make_organisation(self, slug: str, details: dict) -> Organisation:
        organisation = Organisation(slug=slug, **details)
        organisation.full_clean()
        organisation.save()
        organisation.save_revision()
        self.ledger.note(organisation, f"organisation:{slug}")
        return organisation

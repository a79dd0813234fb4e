"""Topics, organisations, regions, and pacts and plans with what was agreed in them."""

from typing import Any

from django.utils.text import slugify

from pacts.models import Organisation, Pact, Plan, Region
from pacts.reference import first_introduction
from zorgpact.agenda.models import Action, ContactPerson
from zorgpact.agenda.progress import note_last_report
from zorgpact.demo.making import Maker, by_slug
from zorgpact.demo.reading import BadContent, ContentFile, read_file, read_folder
from zorgpact.taxonomy.models import Topic


def load_topics(maker: Maker) -> None:
    file = read_file(maker.folder, "topics.toml")
    for data in file.data["topics"]:
        maker.publish(Topic, data["slug"], data, f"{file.name}#{data['slug']}")


def load_organisations(maker: Maker) -> None:
    """Make organisations; of those that the regions brought, fill in what is empty."""
    file = read_file(maker.folder, "organisations.toml")
    for data in file.data["organisations"]:
        slug = slugify(data["title"])
        source = f"{file.name}#{slug}"
        row = Organisation.objects.filter(slug=slug).first()
        if row is None:
            maker.publish(Organisation, slug, data, source)
        elif source not in maker.made:
            missing = {key: value for key, value in data.items() if not getattr(row, key)}
            maker.make(row, missing, source, source)


def load_regions(maker: Maker) -> None:
    """Texts for the regions that still have the sentence they started with."""
    file = read_file(maker.folder, "regions.toml")
    for slug, data in file.data["regions"].items():
        source = f"{file.name}#{slug}"
        region = by_slug(Region, slug, file.name)
        is_untouched = region.introduction == first_introduction(region.title, region.provinces)
        if source not in maker.made and is_untouched and not region.has_unpublished_changes:
            maker.make(region, data, source, source)


def load_pacts(maker: Maker) -> None:
    for file in read_folder(maker.folder, "pacts"):
        data = dict(file.data)
        actions = data.pop("actions", [])
        pact = maker.publish(Pact, file.slug, data, file.name)
        if pact:
            load_actions(maker, file, actions, pact=pact)


def load_plans(maker: Maker) -> None:
    """Plans, latest first: a plan may name its successor."""
    files = read_folder(maker.folder, "plans")
    for file in sorted(files, key=lambda file: file.data.get("period_start", 0), reverse=True):
        data = dict(file.data)
        actions = data.pop("actions", [])
        plan = maker.publish(Plan, file.slug, data, file.name)
        if plan:
            load_actions(maker, file, actions, plan=plan)


def load_actions(maker: Maker, file: ContentFile, actions: list[dict[str, Any]], **parent: Any) -> None:
    """The actions of a new pact or plan, with their progress notes. They are where it is, unless they say otherwise."""
    for given in actions:
        source = f"{file.name}#{given.get('slug')}"
        data = {"regions": file.data["regions"]} | given | parent
        if "ambition" in data:
            data["ambition"] = parent["plan"].ambitions.filter(title=data["ambition"]).first()
            if data["ambition"] is None:
                raise BadContent(source, f"het plan heeft geen ambitie {given['ambition']!r}.")
        action = maker.publish(Action, data.pop("slug", ""), data, source)
        if action:
            note_last_report(action)


def load_contacts(maker: Maker) -> None:
    """People who are asked how actions go; those of a first loading only, for an editor may have erased them."""
    file = read_file(maker.folder, "contacts.toml")
    for data in file.data["contacts"]:
        source = f"{file.name}#{data['email']}"
        if source not in maker.made:
            maker.make(ContactPerson(), data, source, source)

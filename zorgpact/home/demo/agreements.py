"""Pacts and plans with their ambitions, actions and progress notes."""

import re
from typing import Any

from pacts.models import Ambition, Pact, Plan, Region
from pacts.reference import first_introduction
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.home.demo.files import BadContent, ContentFile, read_file, read_folder
from zorgpact.home.demo.maker import Maker
from zorgpact.taxonomy.models import Topic


def load_topics(maker: Maker) -> None:
    file = read_file(maker.folder, "topics.toml")
    for data in file.data["topics"]:
        source = f"topic:{data['slug']}"
        if maker.is_there(Topic, data["slug"], source):
            continue
        topic = Topic()
        maker.fields.fill(topic, data, f"{file.name} {data['slug']}")
        maker.fields.check(topic, f"{file.name} {data['slug']}")
        topic.save()
        maker.ledger.note(topic, source)


def load_organisations(maker: Maker) -> None:
    """Make organisations; of those that the regions brought, fill in what is empty."""
    file = read_file(maker.folder, "organisations.toml")
    for data in file.data["organisations"]:
        where = f"{file.name} {data.get('name')}"
        before = maker.ledger.count
        organisation = maker.library.organisation(data, where)
        source = f"organisation:{organisation.slug}"
        if maker.ledger.count == before and source not in maker.ledger:
            for key in {"place", "website"} & data.keys():
                setattr(organisation, key, getattr(organisation, key) or data[key])
            organisation.save()
            maker.ledger.note(organisation, source)


def load_regions(maker: Maker) -> None:
    """Texts for the regions that still have the sentence they started with."""
    file = read_file(maker.folder, "regions.toml")
    for slug, data in file.data["regions"].items():
        source = f"{file.name}#{slug}"
        if source in maker.ledger:
            continue
        region = Region.objects.filter(slug=slug).first()
        if region is None:
            raise BadContent(file.name, f"regio {slug!r} bestaat niet.")
        is_untouched = region.introduction == first_introduction(region.title, region.provinces)
        if is_untouched and not region.has_unpublished_changes:
            maker.change(region, data, source)


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
        actions, ambitions = data.pop("actions", []), data.pop("ambitions", [])
        plan = maker.publish(Plan, file.slug, data, file.name)
        if plan:
            load_ambitions(maker, file, ambitions, plan)
            load_actions(maker, file, actions, plan=plan)


def load_ambitions(maker: Maker, file: ContentFile, ambitions: list[dict[str, Any]], plan: Plan) -> None:
    for number, data in enumerate(ambitions, 1):
        where = f"{file.name}, ambitions[{number}]"
        ambition = Ambition(plan=plan, order=number)
        maker.fields.fill(ambition, data, where)
        maker.fields.check(ambition, where)
        ambition.save()
        ambition.save_revision()


def load_actions(
    maker: Maker, file: ContentFile, actions: list[dict[str, Any]], **parent: Pact | Plan
) -> None:
    """The actions of a new pact or plan, with their progress notes."""
    for number, given in enumerate(actions, 1):
        where = f"{file.name}, actions[{number}]"
        if "slug" not in given:
            raise BadContent(where, "een actie heeft een slug nodig.")
        data = with_lead(given) | parent
        slug, notes = data.pop("slug"), data.pop("notes", [])
        if "ambition" in data:
            data["ambition"] = ambition_of(parent["plan"], data["ambition"], where)
        action = maker.publish(Action, slug, data, f"{file.name}#{slug}")
        for note in notes if action else []:
            progress = ProgressNote(action=action)
            maker.fields.fill(progress, note, where)
            maker.fields.check(progress, where)
            progress.save()


def with_lead(data: dict[str, Any]) -> dict[str, Any]:
    """Without an introduction, an action is introduced by the first sentence of its description."""
    if "introduction" in data:
        return dict(data)
    lead, *rest = re.split(r"(?<=[.!?])\s+", data.get("description", "").strip(), maxsplit=1)
    return data | {"introduction": lead, "description": "".join(rest)}


def ambition_of(plan: Plan, title: str, where: str) -> Ambition:
    ambition = plan.ambitions.filter(title=title).first()
    if ambition is None:
        raise BadContent(where, f"het plan heeft geen ambitie {title!r}.")
    return ambition

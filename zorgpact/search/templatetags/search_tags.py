"""What detail pages show of everything else."""

from typing import Any

from django import template
from django.db.models import Model

from events.models import Event
from pacts.models import Organisation
from zorgpact.cms.registry import Kind, kind_named
from zorgpact.search.items import Item
from zorgpact.search.related import items_about, nearest_rows, parts_of, related_to
from zorgpact.taxonomy.models import Topic

register = template.Library()

MOST_SESSIONS = 4


@register.inclusion_tag("search/_related.html")
def related(item: Model) -> dict[str, Any]:
    """The section 'Gerelateerd'."""
    return {"items": related_to(item)}


@register.simple_tag
def tagged_items(topic: Topic) -> list[Item]:
    """The newest things about a topic; searching for it finds them all."""
    return items_about(topic)


@register.simple_tag
def how_many(key: str, **ties: Model) -> int:
    """How many of a kind visitors may see that are tied to a row: `{% how_many "session" pact=pact as session_count %}`."""
    is_saved = all(row.pk for row in ties.values())  # an editor previews what is not saved yet
    return kind_named(key).rows.filter(**ties).count() if is_saved else 0


@register.simple_tag
def parts_of_organisation(organisation: Organisation) -> list[tuple[Kind, list[Item]]]:
    """Everything that an organisation takes part in: pairs of a kind and its things."""
    return parts_of(organisation) if organisation.pk else []


@register.inclusion_tag("events/_sessions.html")
def related_sessions(item: Model, title: str = "Sessies die hierbij passen") -> dict[str, Any]:
    """The sessions that share most topics and regions with anything."""
    pks = nearest_rows(item, kind_named("session"), MOST_SESSIONS)
    found = {event.pk: event for event in Event.objects.listed().filter(pk__in=pks).with_places()}
    return {"events": [found[pk] for pk in pks if pk in found][:MOST_SESSIONS], "title": title}

"""What detail pages show of everything else."""

from django import template

from events.models import Event
from zorgpact.cms.registry import kind_named
from zorgpact.search.related import items_about, nearest_rows, parts_of, related_to

register = template.Library()

MOST_SESSIONS = 4


@register.inclusion_tag("search/_related.html")
def related(item):
    """The section 'Gerelateerd'."""
    return {"items": related_to(item)}


@register.simple_tag
def tagged_items(topic):
    """Everything about a topic."""
    return items_about(topic)


@register.simple_tag
def parts_of_organisation(organisation):
    """Everything that an organisation takes part in: pairs of a kind and its things."""
    return parts_of(organisation) if organisation.pk else []


@register.inclusion_tag("events/_sessions.html")
def related_sessions(item, title="Sessies die hierbij passen"):
    """The sessions that share most topics and regions with anything."""
    pks = nearest_rows(item, kind_named("session"), MOST_SESSIONS)
    found = {event.pk: event for event in Event.objects.published().filter(pk__in=pks).with_places()}
    return {"events": [found[pk] for pk in pks if pk in found][:MOST_SESSIONS], "title": title}

"""Sessions for the pages of any app. Each tag costs one or two queries and shows published sessions only."""

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import ReferenceIndex

from events.models import Event
from events.structured_data import event_data

register = template.Library()

MOST = 4
BUTTONS = {
    Event.Availability.OPEN: "Meld je aan",
    Event.Availability.WAITING: "Zet me op de wachtlijst",
}


@register.inclusion_tag("events/_sessions.html")
def sessions_in(region, title="Sessies in deze regio"):
    """What is coming and what was, in a region; says where to look when there is nothing."""
    events = Event.objects.published().in_region(region).nearest_first().with_places()[:MOST]
    more_url = f"{reverse('event_list')}?regio={region.slug}"
    return {
        "events": events,
        "title": title,
        "more_url": more_url,
        "link": "Alle sessies in deze regio",
        "empty": True,
    }


@register.inclusion_tag("events/_sessions.html")
def pact_sessions(pact, title="Sessies van dit pact"):
    if pact.pk is None:  # an editor previews what is not saved yet
        return {"events": [], "title": title}
    events = Event.objects.published().filter(pact=pact).nearest_first().with_places()[:MOST]
    return {"events": events, "title": title}


@register.inclusion_tag("events/_sessions.html")
def action_origins(action, title="Uit deze sessie komt de actie voort"):
    """The sessions where this action was agreed on."""
    used_in = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Event),
        to_content_type=ContentType.objects.get_for_model(action),
        to_object_id=str(action.pk),
        model_path__startswith="outcomes",
    )
    ids = [int(pk) for pk in used_in.values_list("object_id", flat=True)]
    events = (
        Event.objects.published().filter(pk__in=ids).order_by("start_at").with_places()[:MOST] if ids else []
    )
    return {"events": events, "title": title}


@register.inclusion_tag("events/_next_session.html")
def next_session():
    """The nearest session that still takes registrations, as a ticket."""
    events = Event.objects.published().open_for_registration().with_places()
    return {"event": events.order_by("start_at", "pk").first()}


# --- For the session's own page, which the editor's preview shows as well -----------------------------------


@register.inclusion_tag("components/ticket.html")
def event_ticket(event, with_button=True):
    """When, where, whether there is a place, and what to do now. For rows of `with_places()`."""
    availability = event.availability
    button_text = BUTTONS.get(availability) if with_button else None
    is_known = availability not in (Event.Availability.PAST, Event.Availability.CANCELLED)
    return {
        "start_at": event.start_at,
        "end_at": event.end_at,
        "place": event.location,
        "is_online": event.is_online,
        "places_left": event.places_left if availability == Event.Availability.OPEN else None,
        "status": availability.value,
        "status_label": availability.label,
        "button_url": reverse("registration_create", args=[event.slug]) if button_text else None,
        "button_text": button_text,
        "note": _note(event, availability) if is_known else None,
    }


def _note(event, availability):
    until = _moment(event.registration_closes_at or event.start_at)
    return {
        Event.Availability.OPEN: f"Aanmelden kan tot {until}.",
        Event.Availability.WAITING: "Alles is bezet. Zegt iemand af, dan schuift de wachtlijst vanzelf door.",
        Event.Availability.FULL: "Alles is bezet. Zegt iemand af, dan kun je je hier weer aanmelden.",
        Event.Availability.EARLY: f"Aanmelden kan vanaf {_moment(event.registration_opens_at)}.",
        Event.Availability.CLOSED: f"Aanmelden kon tot {until}.",
    }[availability]


def _moment(moment):
    return date_format(localtime(moment), r"l j F Y, G.i \u\u\r") if moment else ""


@register.simple_tag
def event_trail(event, *more):
    """Crumbs of a session's pages; `more` are the titles below it."""
    url = event.get_absolute_url() if event.slug else None
    here = [{"title": "Agenda", "url": reverse("event_list")}, {"title": event.title, "url": url}]
    return here + [{"title": title} for title in more]


@register.simple_tag
def past_trail():
    return [{"title": "Agenda", "url": reverse("event_list")}, {"title": "Eerdere sessies"}]


@register.simple_tag
def event_chips(event):
    """Where and what about: one query for each."""
    agenda = reverse("event_list")
    regions = [{"title": r.short_name, "url": r.get_absolute_url()} for r in event.regions.all() if r.live]
    topics = [{"title": t.name, "url": f"{agenda}?onderwerp={t.slug}"} for t in event.topics.all()]
    return regions + topics


@register.simple_tag
def event_speakers(event):
    """The values of the speakers' blocks, their portraits with renditions in one query."""
    people = [block.value for block in event.speakers]
    prefetch_related_objects([person["portrait"] for person in people if person["portrait"]], "renditions")
    return people


@register.simple_tag
def event_outcomes(event):
    """What the room yielded; of the common threads, the actions that a visitor may see."""
    threads = [block.value for block in event.outcomes if block.block_type == "common_thread"]
    actions = [action for thread in threads for action in thread["actions"] if action and action.live]
    prefetch_related_objects(actions, "owner")
    shown = {action.pk: action for action in actions}
    return {
        "success_factors": [block.value for block in event.outcomes if block.block_type == "success_factor"],
        "action_points": [block.value for block in event.outcomes if block.block_type == "action_point"],
        "threads": [
            {
                "text": thread["text"],
                "actions": [shown[a.pk] for a in thread["actions"] if a and a.pk in shown],
            }
            for thread in threads
        ],
    }


register.simple_tag(event_data)

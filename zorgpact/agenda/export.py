"""The actions that somebody chose, as a file for a spreadsheet: what their pages tell, and nobody's name or address."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Case, F, Value, When

from zorgpact.agenda.models import ActionQuerySet
from zorgpact.cms.columns import NO, SEPARATOR, YES
from zorgpact.cms.spreadsheets import Cell, as_xlsx, csv_lines

FIELDS = [
    *("title", "slug", "introduction", "is_national", "status", "starts_on", "due_on", "reported_on"),
    *("first_published_at", "updated_at", "is_example"),
]
HEADINGS = [
    *("actie", "adres", "in het kort", "regio’s", "landelijk", "eigenaar", "actielijn"),
    *("status", "te laat", "begint op", "klaar op", "stand van", "laatste bericht"),
    *("plan", "ambitie", "pact", "voorbeeld"),
]


def rows(actions: ActionQuerySet) -> Iterator[list[Cell]]:
    """Two queries, however many there are: of what an action is tied to only the name, and none of what is a draft."""
    places = actions.places()
    named = actions.annotate(
        owner_name=F("owner__title"),
        line_name=F("action_line__name"),
        plan_name=title_of("plan", plan__live=True),
        ambition_name=title_of("ambition", ambition__live=True, ambition__plan__live=True),
        pact_name=title_of("pact", pact__live=True),
    )
    for action in named.only(*FIELDS).iterator():
        yield [
            action.title,
            settings.BASE_URL + action.get_absolute_url(),
            action.introduction,
            SEPARATOR.join(title for _, title in places[action.pk]),
            yes_or_no(action.is_national),
            action.owner_name,
            action.line_name,
            action.get_status_display(),
            yes_or_no(action.is_overdue),
            *(action.starts_on, action.due_on, action.state_on, action.reported_on),
            *(action.plan_name, action.ambition_name, action.pact_name),
            yes_or_no(action.is_example),
        ]


def title_of(name: str, **is_public: bool) -> Case:
    return Case(When(**is_public, then=F(f"{name}__title")), default=Value(""))


def yes_or_no(value: bool) -> str:
    return YES if value else NO


def actions_csv(actions: ActionQuerySet) -> Iterator[str]:
    return csv_lines(HEADINGS, rows(actions))


def actions_xlsx(actions: ActionQuerySet) -> bytes:
    return as_xlsx("Acties", HEADINGS, rows(actions))

"""The actions that somebody chose, as a file for a spreadsheet: what their pages tell, and nobody's name or address."""

from collections.abc import Iterator

from django.conf import settings

from zorgpact.agenda.models import Action, ActionQuerySet
from zorgpact.cms.columns import NO, SEPARATOR, YES
from zorgpact.cms.spreadsheets import Cell, as_xlsx, csv_lines

HEADINGS = [
    *("actie", "adres", "in het kort", "regio’s", "landelijk", "eigenaar", "actielijn"),
    *("status", "te laat", "begint op", "klaar op", "stand van", "laatste bericht"),
    *("plan", "ambitie", "pact", "voorbeeld"),
]


def rows(actions: ActionQuerySet) -> Iterator[list[Cell]]:
    """Two queries, however many there are. What is a draft has no name here."""
    for action in actions.with_lines().select_related(
        "owner", "action_line", "plan", "pact", "ambition__plan"
    ):
        yield [
            action.title,
            settings.BASE_URL + action.get_absolute_url(),
            action.introduction,
            SEPARATOR.join(region.title for region in action.regions.all()),
            yes_or_no(action.is_national),
            action.owner.title,
            action.action_line.name if action.action_line else "",
            action.get_status_display(),
            yes_or_no(action.is_overdue),
            *(action.starts_on, action.due_on, action.state_on, action.reported_on),
            *came_from(action),
            yes_or_no(action.is_example),
        ]


def came_from(action: Action) -> list[Cell]:
    """The plan, the ambition and the pact, as far as visitors may see them."""
    plan, ambition, pact = action.plan, action.ambition, action.pact
    return [
        plan.title if plan and plan.live else "",
        ambition.title if ambition and ambition.live and ambition.plan.live else "",
        pact.title if pact and pact.live else "",
    ]


def yes_or_no(value: bool) -> str:
    return YES if value else NO


def actions_csv(actions: ActionQuerySet) -> str:
    return "".join(csv_lines(HEADINGS, rows(actions)))


def actions_xlsx(actions: ActionQuerySet) -> bytes:
    return as_xlsx("Acties", HEADINGS, rows(actions))

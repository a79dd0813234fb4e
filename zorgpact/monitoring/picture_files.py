"""A round as files for a spreadsheet: a sheet for each table, and all actions, from which every figure can be made again."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from zorgpact.agenda.models import Action, Round, RoundAction, RoundPlace
from zorgpact.agenda.statuses import STATUSES, Bar
from zorgpact.agenda.table import Heading
from zorgpact.cms.columns import NO, SEPARATOR, YES
from zorgpact.cms.spreadsheets import Cell, Sheet, as_book, csv_lines
from zorgpact.monitoring.moves import gone_from
from zorgpact.monitoring.national import ELSEWHERE
from zorgpact.monitoring.picture import Picture

CODES: dict[str | None, str] = {name: code for code, name in ELSEWHERE.items()}
COUNTED = [*STATUSES.values(), "Samen", "Te laat"]
ACTIONS = [
    *("Actie", "Kenmerk", "Eigenaar", "Regio’s", "Actielijn", "Status", "Status in de ronde ervoor"),
    *(
        "Klaar op",
        "Klaar op, in de ronde ervoor",
        "Laatste bericht",
        "Stand van",
        "Te laat",
        "Stil",
        "Voorbeeld",
    ),
]
GONE = "niet meer op de agenda"
OFF_THE_SITE = "(dit plan staat niet meer op de site)"


def picture_csv(picture: Picture) -> Iterator[str]:
    """All actions of the round."""
    return csv_lines(ACTIONS, actions(picture))


def picture_xlsx(picture: Picture) -> bytes:
    return as_book(sheets(picture))


def sheets(picture: Picture) -> Iterator[Sheet]:
    yield from counted_sheets(picture)
    yield from told_sheets(picture)


def counted_sheets(picture: Picture) -> Iterator[Sheet]:
    """What every figure of the page and of the annex is made of."""
    table, comparison = picture.table, picture.comparison
    yield "Ronde", ["Ronde", "Datum", "Ronde ervoor", "Datum", "Toelichting"], [about(picture)]
    yield (
        "Per regio",
        ["Regio", "Code", *COUNTED],
        [[*known_as(place), *cells(bar)] for place, bar in table.by_place],
    )
    yield "Per actielijn", ["Actielijn", *COUNTED], [[line.name, *cells(bar)] for line, bar in table.by_line]
    yield (
        "Regio en actielijn",
        ["Regio", "Code", "Actielijn", *COUNTED],
        [
            [*known_as(row.place), line.name, *cells(cell.bar)]
            for row in table.all_rows
            for line, cell in zip(table.lines, row.cells, strict=False)  # the last cell is that of all lines
        ],
    )
    yield (
        "Verschil",
        ["Wat er veranderde", "Aantal"],
        [[one.title, Decimal(one.number)] for one in comparison.moves],
    )
    yield (
        "Verloop",
        ["Ronde", "Datum", *COUNTED[:-1]],
        [
            [one.title, one.held_on, *map(Decimal, [*numbers, total])]
            for one, numbers, total in picture.trend.rows
        ],
    )
    yield "Acties", ACTIONS, actions(picture)


def told_sheets(picture: Picture) -> Iterator[Sheet]:
    """What an editor picked, and the plans as they stood."""
    yield "Koplopers", ["Koploper", "Waarom"], [[page.title, reason] for page, reason in picture.koplopers]
    yield (
        "Belemmeringen",
        ["Belemmering", "Toelichting"],
        [[one.title, one.text] for one in picture.obstacles],
    )
    yield "Bronnen", ["Bron", "Webadres"], [[one.title, one.url] for one in picture.sources]
    yield (
        "Plannen",
        ["Plan", "Regio’s", "Vanaf", "Tot en met", "Tekst"],
        [
            [
                plan.title,
                plan.regions,
                Decimal(plan.period_start),
                Decimal(plan.period_end),
                plan.text if plan.is_readable else OFF_THE_SITE,
            ]
            for plan in picture.round.plans.select_related("plan").defer("plan__analysis")
        ],
    )


def about(picture: Picture) -> list[Cell]:
    this, before = picture.round, picture.round.before
    return [
        this.title,
        this.held_on,
        before.title if before else "",
        before.held_on if before else None,
        this.note,
    ]


def known_as(place: Heading) -> list[Cell]:
    """The name and the code of a region; the country has one too."""
    return [place.name, CODES.get(place.slug, place.slug or "")]


def cells(bar: Bar) -> list[Cell]:
    return [Decimal(number) for number in bar.numbers]


def actions(picture: Picture) -> Iterator[list[Cell]]:
    """Those of the round, and those that were in the one before and are gone. Two queries for each of both."""
    this = picture.round
    places = places_of(this)
    for row in this.actions.iterator():
        is_open = row.status in Action.OPEN
        yield [
            *known(row, places),
            STATUSES[row.status],
            STATUSES.get(row.status_before, ""),
            row.due_on,
            row.due_on_before,
            row.reported_on,
            row.state_on,
            YES if is_open and row.due_on and row.due_on < this.held_on else NO,
            YES if is_open and row.state_on <= this.silent_since else NO,
            YES if row.is_example else NO,
        ]
    if this.before:
        places = places_of(this.before)
        for row in gone_from(this).iterator():
            was = [STATUSES[row.status], None, row.due_on, row.reported_on, row.state_on]
            yield [*known(row, places), GONE, *was, NO, NO, YES if row.is_example else NO]


def places_of(this: Round) -> dict[int, list[str]]:
    """The names of the places of each of its actions."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = RoundPlace.objects.filter(frozen_action__round=this).order_by("sort_order")
    for pk, title in rows.values_list("frozen_action_id", "title").iterator():
        found[pk].append(title)
    return found


def known(row: RoundAction, places: dict[int, list[str]]) -> list[Cell]:
    return [row.title, row.key, row.owner, SEPARATOR.join(places[row.pk]), row.line]

"""The national picture of a round: on the page, on paper and as files, with the same figures everywhere."""

import csv
import io
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pacts.models import Region
from tests.factories import (
    ActionFactory,
    KoploperPageFactory,
    ObstacleFactory,
    RegionFactory,
    RoundFactory,
    RoundKoploperFactory,
    RoundSourceFactory,
    RoundStoryFactory,
    TopicFactory,
    frozen_round,
)
from tests.pages import links, look_at, text, texts
from zorgpact.agenda.models import Action
from zorgpact.cms.editions import begin_edition
from zorgpact.cms.models import SiteSettings
from zorgpact.monitoring.picture import Picture

pytestmark = pytest.mark.django_db

PAGE, ANNEX = "/monitor/", "/monitor/bijlage/"
CSV, XLSX = "/monitor/ronde.csv", "/monitor/ronde.xlsx"
SPRING, AUTUMN, WINTER = date(2019, 4, 1), date(2019, 10, 1), date(2020, 1, 15)
MOVES = [
    "Nieuw",
    "Klaar gekomen",
    "Gestopt",
    "Andere datum",
    "Al een half jaar stil",
    "Niet meer op de agenda",
]


@pytest.fixture
def regions():
    return RegionFactory(title="Twente", code="RA0205"), RegionFactory(title="Drenthe", code="RA0102")


@pytest.fixture
def two_rounds(regions):
    """Between them one action came, one was done, one stopped, one slipped, one fell silent and one went."""
    twente, drenthe = regions
    line = TopicFactory(name="Beter leren", slug="beter-leren", kind="actielijn")
    heard = {"reported_on": date(2019, 9, 1), "due_on": date(2030, 1, 1)}
    make = ActionFactory
    done = make(title="Wordt klaar", regions=[twente, drenthe], action_line=line, **heard)
    stopped = make(title="Stopt", regions=[twente], **heard)
    slipped = make(title="Schuift", regions=[drenthe], action_line=line, **heard)
    make(title="Zwijgt", reported_on=date(2019, 1, 1), due_on=date(2019, 5, 1))
    gone = make(title="Gaat weg", regions=[twente], **heard)
    frozen_round(SPRING, title="Voorjaar")
    Action.objects.filter(pk=done.pk).update(status="klaar")
    Action.objects.filter(pk=stopped.pk).update(status="gestopt")
    Action.objects.filter(pk=slipped.pk).update(due_on=date(2031, 1, 1))
    gone.delete()
    make(title="Komt erbij", regions=[drenthe], status="voorgenomen", **heard)
    return frozen_round(AUTUMN, title="Najaar")


def rows(page, caption, exact=False):
    """The cells of each row, by its heading, of the table with this caption, or one that begins so."""
    captions = {text(one, "caption"): one for one in page.select("table")}
    found = captions[caption] if exact else next(captions[one] for one in captions if one.startswith(caption))
    return {text(row, "th"): texts(row, "td") for row in found.select("tbody tr, tfoot tr")}


# --- The page -----------------------------------------------------------------------------------------------------


def test_without_a_round_the_page_says_so_and_leads_on(client):
    RoundFactory()
    assert text(look_at(PAGE), ".empty h2") == "Er is nog geen ronde vastgelegd"
    assert links(look_at(PAGE), ".empty") == ["/actieagenda/"]
    assert [client.get(address).status_code for address in (ANNEX, CSV, XLSX)] == [404, 404, 404]


def test_every_region_and_line_has_its_statuses_and_the_rows_add_up(two_rounds):
    RegionFactory(title="Zeeland", code="RA1222")
    page = look_at(PAGE)
    assert rows(page, "Hoe de acties stonden op 1 oktober 2019") == {
        "Drenthe": ["2 1 loopt, 1 klaar", "1 1 voorgenomen", "3 1 voorgenomen, 1 loopt, 1 klaar"],
        "Twente": ["1 1 klaar", "1 1 gestopt", "2 1 klaar, 1 gestopt"],
        "Landelijk": ["geen", "1 1 loopt 1 te laat", "1 1 loopt 1 te laat"],
        "Samen": [
            "2 1 loopt, 1 klaar",
            "3 1 voorgenomen, 1 loopt, 1 gestopt 1 te laat",
            "5 1 voorgenomen, 2 loopt, 1 klaar, 1 gestopt 1 te laat",
        ],
    }
    assert [note for note in texts(page, "#tabel .meta") if "Zeeland" in note] == [
        "Nog geen acties: Zeeland."
    ]
    assert "Daarom zijn de rijen samen 1 meer dan het totaal." in text(page, "#tabel")


def test_the_page_tells_what_moved(two_rounds):
    page = look_at(PAGE)
    assert texts(page, "#verschil .figure__label") == MOVES
    assert texts(page, "#verschil .figure__number") == ["1"] * 6
    moved = [texts(fold, "li") for fold in page.select("#verschil details")]
    assert [row.split(" Zorggroep")[0] for [row] in moved] == [
        *("Komt erbij", "Wordt klaar", "Stopt", "Schuift", "Zwijgt", "Gaat weg"),
    ]
    assert "klaar op 1 januari 2030, nu 1 januari 2031" in moved[3][0]
    assert "Toen waren er 5 acties, nu 5." in text(page, "#verschil")


def test_what_moved_leads_to_what_is_still_public(two_rounds):
    Action.objects.filter(title="Stopt").update(live=False)
    assert links(look_at(PAGE), "#verschil details") == [
        *(
            "/actieagenda/komt-erbij/",
            "/actieagenda/wordt-klaar/",
            "/actieagenda/schuift/",
            "/actieagenda/zwijgt/",
        ),
    ]


def test_a_long_list_of_moves_ends_with_the_way_to_all_of_them(regions):
    frozen_round(SPRING)
    ActionFactory.create_batch(10)
    this = frozen_round(AUTUMN)
    last = texts(look_at(PAGE), "#verschil details li")[-1]
    assert last == "En nog 2: die staan in alle tabellen (XLSX) ."
    assert links(look_at(PAGE), "#verschil details")[-1] == f"{XLSX}?ronde={this.slug}"


def test_an_older_round_is_as_it_was(two_rounds):
    page = look_at(f"{PAGE}?ronde=voorjaar")
    assert text(page, "#ronde h2") == "Voorjaar: stand op 1 april 2019"
    assert text(page, "#verschil h2") == "Dit is de eerste ronde"
    assert rows(page, "Hoe de acties stonden op 1 april 2019")["Samen"][-1] == "5 5 loopt"


def test_a_round_that_is_not_there_is_told_so_and_the_newest_is_shown(two_rounds):
    RoundFactory(slug="geheim", title="Geheim")
    page = look_at(f"{PAGE}?ronde=geheim")
    assert texts(page, ".field__error") == ["Let op: Dit staat niet in de lijst, dus we laten alles zien."]
    assert text(page, "#ronde h2") == "Najaar: stand op 1 oktober 2019"
    assert "Geheim" not in text(page)


def test_two_rounds_are_no_line_and_three_are(two_rounds):
    assert look_at(PAGE).select("#verloop path.chart__line") == []
    assert len(look_at(PAGE).select("#verloop .chart__at")) == 8
    frozen_round(WINTER)
    page = look_at(f"{PAGE}?x=1")
    assert len(page.select("#verloop path.chart__line")) == 4
    assert rows(page, "Acties per status") == {
        "1 april 2019": ["0", "5", "0", "0", "5"],
        "1 oktober 2019": ["1", "2", "1", "1", "5"],
        "15 januari 2020": ["1", "2", "1", "1", "5"],
    }


def test_the_trend_of_an_older_round_ends_there(two_rounds):
    assert rows(look_at(f"{PAGE}?ronde=voorjaar"), "Acties per status").keys() == {"1 april 2019"}


def test_an_editor_tells_of_koplopers_obstacles_and_sources(two_rounds):
    story = RoundStoryFactory(round=two_rounds, text="Het loopt.")
    page = KoploperPageFactory(title="Ketenstage")
    RoundKoploperFactory(story=story, page=page, reason="Zo kan het.")
    RoundKoploperFactory(story=story, page=KoploperPageFactory(title="Geheim", live=False))
    ObstacleFactory(story=story, title="Geen tijd")
    RoundSourceFactory(story=story, title="Opgave", url="https://example.org/")
    for address in (PAGE, ANNEX):
        found = look_at(address)
        words = text(found, "main")
        assert [
            word in words for word in ("Het loopt.", "Ketenstage", "Zo kan het.", "Geen tijd", "Opgave")
        ] == [True] * 5
        assert "Geheim" not in words
    assert links(look_at(PAGE), "section[aria-labelledby=koplopers]") == [page.get_absolute_url()]


def test_what_is_invented_says_so(regions):
    ActionFactory(is_example=True)
    frozen_round(SPRING)
    assert texts(look_at(PAGE), "#ronde .invented") == ["voorbeeld"]
    assert text(look_at(ANNEX), "main .kicker") == "Bijlage · voorbeeld"


@pytest.mark.parametrize("address", [PAGE, ANNEX, CSV, XLSX])
def test_a_round_is_only_read(client, two_rounds, address):
    assert client.post(address).status_code == 405


QUERIES = {
    "monitor": (PAGE, 26),
    "monitor_annex": (ANNEX, 26),
    "monitor_csv": (CSV, 5),
    "monitor_xlsx": (XLSX, 28),
}  # num_queries of each view


@pytest.mark.parametrize(("address", "expected"), QUERIES.values(), ids=QUERIES)
def test_the_queries_do_not_grow_with_the_actions(
    client, regions, address, expected, django_assert_num_queries
):
    SiteSettings.load()  # made by whoever looks first
    ActionFactory(regions=regions)
    frozen_round(SPRING)
    for count, day in ((1, AUTUMN), (12, WINTER)):
        ActionFactory.create_batch(count, regions=regions)
        frozen_round(day)
        with django_assert_num_queries(expected):
            client.get(address).getvalue()


@pytest.fixture
def counts_are_kept(settings):
    in_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "rounds"}
    settings.CACHES = {**settings.CACHES, "fragments": in_memory}
    caches["fragments"].clear()


def test_a_round_is_counted_once_but_its_regions_are_those_of_today(regions, two_rounds, counts_are_kept):
    before = rows(look_at(PAGE), "Hoe de acties stonden")
    Region.objects.filter(title="Twente").update(slug="twente-en-achterhoek")
    RegionFactory(title="Zeeland")
    begin_edition()
    with CaptureQueriesContext(connection) as queries:
        page = look_at(PAGE)
    counted = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert [sql for sql in counted if "agenda_roundplan" not in sql] == []
    assert rows(page, "Hoe de acties stonden") == before
    assert links(page, "#tabel tbody th") == ["/regios/drenthe/", "/regios/twente-en-achterhoek/"]
    assert "Nog geen acties: Zeeland." in text(page, "#tabel")


# --- The files, from which the annex can be made again -----------------------------------------------------------


@pytest.fixture
def book(client, two_rounds):
    """The sheets, each as a list of dicts."""
    found = load_workbook(io.BytesIO(client.get(XLSX).content))
    sheets = {}
    for sheet in found:
        head, *lines = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(head, line, strict=True)) for line in lines]
    return sheets


def test_every_figure_of_the_annex_is_made_again_from_the_actions_in_the_file(book):
    actions = [row for row in book["Acties"] if row["Status"] != "niet meer op de agenda"]
    page = look_at(ANNEX)
    statuses = ["Voorgenomen", "Loopt", "Klaar", "Gestopt"]

    def line(chosen):
        counted = Counter(row["Status"] for row in chosen)
        late = sum(row["Te laat"] == "ja" for row in chosen)
        return [str(number) for number in (*(counted[name] for name in statuses), len(chosen), late)]

    regions = {
        name: [row for row in actions if name in row["Regio’s"].split("; ")] for name in ("Drenthe", "Twente")
    }
    regions["Landelijk"] = [row for row in actions if row["Regio’s"] == "Landelijk"]
    expected = {name: line(chosen) for name, chosen in regions.items()}
    expected["Samen"] = line(actions)
    assert {
        name: cells for name, cells in rows(page, "Acties per regio", exact=True).items() if name in expected
    } == expected
    lines = {
        name: line([row for row in actions if (row["Actielijn"] or "Zonder actielijn") == name])
        for name in ("Beter leren", "Zonder actielijn")
    }
    assert rows(page, "Acties per actielijn") == lines
    assert rows(page, "Wat er veranderde") == {
        name: [str(number)] for name, number in moves_of(book["Acties"]).items()
    }


def moves_of(actions):
    was, now = "Status in de ronde ervoor", "Status"
    gone = [row for row in actions if row[now] == "niet meer op de agenda"]
    kept = [row for row in actions if row not in gone]
    both = [row for row in kept if row[was]]
    numbers = [
        sum(not row[was] for row in kept),
        *(sum(row[now] == name != row[was] for row in both) for name in ("Klaar", "Gestopt")),
        sum(row["Klaar op"] != row["Klaar op, in de ronde ervoor"] for row in both),
        sum(row["Stil"] == "ja" for row in kept),
        len(gone),
    ]
    return dict(zip(MOVES, numbers, strict=True))


def test_every_table_has_a_sheet_with_the_same_figures(book):
    page = look_at(ANNEX)
    head = ["Voorgenomen", "Loopt", "Klaar", "Gestopt", "Samen", "Te laat"]
    for caption, sheet, name in (
        ("Acties per regio", "Per regio", "Regio"),
        ("Acties per actielijn", "Per actielijn", "Actielijn"),
    ):
        told = {row[name]: [str(row[key]) for key in head] for row in book[sheet]}
        assert rows(page, caption, exact=True) == told
    told = {row["Wat er veranderde"]: [str(row["Aantal"])] for row in book["Verschil"]}
    assert rows(page, "Wat er veranderde") == told
    assert [row["Samen"] for row in book["Verloop"]] == [5, 5]


def test_no_spreadsheet_runs_what_somebody_typed(client):
    ActionFactory(title="=1+1")
    frozen_round(SPRING)
    assert '"\'=1+1"' in client.get(CSV).getvalue().decode()
    sheet = load_workbook(io.BytesIO(client.get(XLSX).content))["Acties"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_the_csv_has_a_line_for_every_action(client, two_rounds):
    answer = client.get(CSV)
    lines = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert answer["Content-Disposition"] == 'attachment; filename="najaar.csv"'
    assert {line["Actie"]: line["Status"] for line in lines} == {
        "Komt erbij": "Voorgenomen",
        "Wordt klaar": "Klaar",
        "Stopt": "Gestopt",
        "Schuift": "Loopt",
        "Zwijgt": "Loopt",
        "Gaat weg": "niet meer op de agenda",
    }


def test_the_headings_of_the_annex_follow_each_other(two_rounds):
    levels = [int(one.name[1]) for one in look_at(ANNEX).select("main :is(h1, h2, h3)")]
    assert levels[0] == 1
    assert [after for before, after in pairwise(levels) if after > before + 1] == []


def test_a_picture_of_a_round_outlives_its_actions(two_rounds):
    Action.objects.all().delete()
    assert Picture(two_rounds).table.total.bar.total == 5

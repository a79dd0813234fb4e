"""The national picture: regions by action lines, with totals that add up."""

from datetime import date

import pytest

from tests.factories import ActionFactory, RegionFactory, TopicFactory
from tests.pages import links, look_at, texts
from zorgpact.agenda.models import Action
from zorgpact.agenda.table import Count, Heading, national_table, tabulate

pytestmark = pytest.mark.django_db


def grid(table) -> dict[str, list[int]]:
    """How many stand in each cell, by the name of the row; the last one is the total."""
    return {row.place.name: [cell.bar.total for cell in row.cells] for row in [*table.rows, table.total]}


@pytest.fixture
def agenda():
    twente, zeeland = RegionFactory(title="Twente"), RegionFactory(title="Zeeland")
    RegionFactory(title="Drenthe")
    leren = TopicFactory(name="Beter leren", kind="actielijn")
    anders = TopicFactory(name="Anders werken", kind="actielijn")
    ActionFactory(title="A", regions=[twente], action_line=leren, due_on=date(2020, 1, 1))
    ActionFactory(title="B", regions=[twente], action_line=anders, status="klaar", due_on=date(2020, 1, 1))
    ActionFactory(title="C", regions=[twente, zeeland], action_line=leren, status="gestopt")
    ActionFactory(title="D", action_line=leren, status="voorgenomen")
    ActionFactory(title="Geheim", regions=[zeeland], action_line=leren, live=False)


def test_an_action_of_two_regions_counts_in_both_rows_and_once_in_the_total(agenda):
    table = national_table(Action.objects.published())
    assert [line.name for line in table.lines] == ["Anders werken", "Beter leren"]
    assert grid(table) == {
        "Twente": [1, 2, 3],
        "Zeeland": [0, 1, 1],
        "Landelijk": [0, 1, 1],
        "Samen": [1, 3, 4],
    }
    assert table.overlap == 1


def test_the_page_says_how_an_action_of_two_regions_is_counted(agenda):
    said = " ".join(texts(look_at("/actieagenda/"), ".national > .meta"))
    assert "Een actie van meer regio’s staat in elk van die rijen en telt onderaan één keer mee." in said
    assert "Daarom zijn de rijen samen 1 meer dan het totaal." in said


def test_regions_without_actions_are_one_line(agenda):
    page = look_at("/actieagenda/")
    assert texts(page, ".national > .meta")[-1] == "Nog geen acties: Drenthe."
    assert texts(page, ".national tbody th") == ["Twente", "Zeeland", "Landelijk"]


def test_what_is_overdue_is_a_mark_and_no_fifth_status(agenda):
    table = national_table(Action.objects.published())
    assert table.rows[0].bar.numbers == [0, 1, 1, 1, 3, 1]
    assert texts(look_at("/actieagenda/"), ".national tbody tr:first-child .cell") == [
        "Twente, Anders werken: 1 1 klaar",
        "Twente, Beter leren: 2 1 loopt, 1 gestopt 1 te laat",
        "Twente, alle actielijnen: 3 1 loopt, 1 klaar, 1 gestopt 1 te laat",
    ]


def test_what_too_late_is_stands_above_the_table_and_beside_the_bar(agenda):
    page = look_at("/actieagenda/")
    assert texts(page, ".national > .meta")[0] == "Te laat : had al klaar moeten zijn."
    assert texts(page, ".bar__late") == ["1 te laat (had al klaar moeten zijn)"]


def test_every_cell_leads_to_a_list_of_as_many_actions(agenda):
    ActionFactory(title="E", is_national=False)
    table = national_table(Action.objects.published())
    assert grid(table)["Zonder regio"] == [0, 0, 1, 1]
    for row in [*table.rows, table.total]:
        for cell in row.cells:
            told = texts(look_at(cell.url), ".filter-result__count")[0]
            assert (cell.label, int(told.split()[0])) == (cell.label, cell.bar.total)


def test_the_name_of_a_region_leads_to_its_page(agenda):
    assert links(look_at("/actieagenda/"), ".national tbody th") == ["/regios/twente/", "/regios/zeeland/"]


def test_the_cells_of_the_page_are_links(agenda):
    assert links(look_at("/actieagenda/"), ".national tbody tr:nth-child(3)") == [
        "/actieagenda/?regio=landelijk&actielijn=beter-leren",
        "/actieagenda/?regio=landelijk",
    ]


def test_an_action_of_a_region_in_draft_only_is_in_no_region():
    ActionFactory(regions=[RegionFactory(title="Geheim", live=False)])
    table = national_table(Action.objects.published())
    assert grid(table) == {"Zonder regio": [1, 1], "Samen": [1, 1]}
    assert "Geheim" not in str(look_at("/actieagenda/"))


@pytest.mark.parametrize(
    ("query", "is_open"), [("", True), ("?regio=twente", False), ("?volgorde=regio", False)]
)
def test_the_table_is_folded_where_the_list_is_narrowed_down(agenda, query, is_open):
    (details,) = look_at(f"/actieagenda/{query}").select(".national")
    assert ("fold" in details["class"]) is is_open


def test_without_actions_there_is_no_table():
    assert texts(look_at("/actieagenda/"), ".national > .meta") == ["Er staan nog geen acties op de agenda."]


def test_more_actions_ask_no_more_queries(agenda, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(4):
            national_table(Action.objects.published())
        ActionFactory.create_batch(3, regions=[RegionFactory()])


def test_a_table_can_be_made_of_counts_that_were_kept():
    counts = [
        Count("twente", "leren", "loopt", 2, 1),
        Count("twente", "leren", "klaar", 1, 0),
        Count(None, "leren", "loopt", 2, 1),
        Count(None, "leren", "klaar", 1, 0),
    ]
    table = tabulate(counts, [Heading("twente", "Twente")], [Heading("leren", "Leren")])
    assert grid(table) == {"Twente": [3, 3], "Samen": [3, 3]}
    assert table.total.bar.late == 1

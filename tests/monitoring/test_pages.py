"""The figures, as visitors see them: the list, an indicator with its regions, and the same as a file."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tests.factories import IndicatorFactory, MeasurementFactory, RegionFactory
from tests.pages import facts, links, look_at, text, texts
from zorgpact.cms.models import SiteSettings
from zorgpact.monitoring.importing import import_measurements
from zorgpact.monitoring.models import Indicator

pytestmark = pytest.mark.django_db

LIST = "/monitor/cijfers/"
PAGE = "/monitor/cijfers/vacatures/"


def measure(indicator, region=None, *numbers, first=0, **fields):
    """A value for each quarter from 2018 on."""
    return [
        MeasurementFactory(
            indicator=indicator,
            region=region,
            period=f"{2018 + n // 4}Q{n % 4 + 1}",
            value=Decimal(number),
            **fields,
        )
        for n, number in enumerate(numbers, first)
    ]


@pytest.fixture
def workers():
    return IndicatorFactory(title="Werknemers", unit="duizend", scale=1000)


@pytest.fixture
def vacancies(workers):
    return IndicatorFactory(title="Vacatures", denominator=workers, denominator_unit="werknemers")


@pytest.fixture
def twente():
    return RegionFactory(title="Twente")


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_list_says_what_is_measured_with_the_last_national_number(vacancies, workers, twente):
    measure(vacancies, None, 100, 200, 1300)
    measure(vacancies, twente, 7, first=4)
    page = look_at(LIST)
    assert texts(page, ".indicator__title") == ["Vacatures", "Werknemers"]  # what is known first
    assert texts(page, ".indicator__figure") == ["1.300 vacatures, 3e kwartaal 2018"]
    assert page.select_one(".chart__small")["aria-label"].startswith("Nederland: van 1e kwartaal 2018")
    assert "Hiervan staan hier nog geen landelijke cijfers." in text(page, ".rows")


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("fictief", "100 vacatures, 1e kwartaal 2018 fictief"),
        ("voorlopig", "100 vacatures, 1e kwartaal 2018 (voorlopig)"),
    ],
)
def test_the_list_says_how_certain_a_number_is(vacancies, status, shown):
    measure(vacancies, None, 100, status=status)
    assert texts(look_at(LIST), ".indicator__figure") == [shown]


def test_the_list_leaves_out_what_is_not_public(vacancies):
    IndicatorFactory(title="Geheim", live=False)
    assert "Geheim" not in text(look_at(LIST))


def test_an_empty_list_leads_on():
    assert links(look_at(LIST), ".empty") == ["/actieagenda/"]


def test_the_queries_of_the_list_do_not_grow(client, django_assert_num_queries):
    SiteSettings.load()  # made by whoever looks first
    for count in (1, 3):
        for indicator in IndicatorFactory.create_batch(count):
            measure(indicator, None, *range(1, 9))
        with django_assert_num_queries(5):
            client.get(f"/monitor/cijfers/?x={count}")


# --- An indicator -------------------------------------------------------------------------------------------------


def test_a_page_says_what_it_means_the_last_number_and_where_it_comes_from(vacancies):
    measure(vacancies, None, 100, 200, 1300, source_date="2019-03-01")
    page = look_at(PAGE)
    assert text(page, ".hero .lead") == "Hoeveel vacatures er in dit kwartaal bij kwamen."
    assert text(page, ".indicator__figure") == "1.300 vacatures · Nederland, 3e kwartaal 2018"
    assert facts(page) == {
        "Geteld": "per kwartaal, landelijk en per regio",
        "Bron": "CBS, 1 maart 2019",
        "Meenemen": "Alle cijfers (XLSX) Alle cijfers (CSV)",
    }


def test_the_chart_has_the_same_figures_as_a_table(vacancies):
    measure(vacancies, None, 100, 200)
    measure(vacancies, None, 1300, first=2, status="voorlopig", series="nieuw")
    page = look_at(PAGE)
    assert page.select_one(".chart__drawing")["role"] == "img"
    assert texts(page, ".table--figures tbody tr") == [
        "3e kwartaal 2018 reeks nieuw 1.300 voorlopig",
        "2e kwartaal 2018 200",
        "1e kwartaal 2018 100",
    ]


def test_without_figures_a_page_leads_on(vacancies):
    assert links(look_at(PAGE), ".empty") == [LIST]


def test_an_indicator_that_is_not_public_is_not_found(client):
    IndicatorFactory(title="Vacatures", live=False)
    addresses = [PAGE, f"{PAGE}cijfers.csv", f"{PAGE}cijfers.xlsx"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}cijfers.csv", f"{PAGE}cijfers.xlsx"])
def test_figures_are_only_read(client, vacancies, address):
    assert client.post(address).status_code == 405


def test_a_preview_shows_the_page_without_figures(vacancies, rf):
    assert "Vacatures" in vacancies.make_preview_request().render().content.decode()


# --- Regions ------------------------------------------------------------------------------------------------------


def test_the_last_period_of_all_regions_stands_on_the_map_and_in_the_table(vacancies, twente):
    measure(vacancies, twente, 10, 20)
    measure(vacancies, RegionFactory(title="Zeeland"), 90)
    measure(vacancies, RegionFactory(title="Drenthe"), 10, 80)
    measure(vacancies, RegionFactory(title="Geheim", live=False), 10, 99)
    page = look_at(PAGE)
    assert text(page, "#regios h2") == "De regio’s, 2e kwartaal 2018"
    assert texts(page, ".table--bars tbody tr") == ["Drenthe 80", "Twente 20"]
    assert [bar["width"] for bar in page.select(".table__bar rect")] == ["100.00%", "25.00%"]
    assert text(page, "#regios p.meta") == "Niet bekend: Zeeland."
    titles = {one.get_text(" ", strip=True) for one in page.select(".map title")}
    assert titles == {"Drenthe: 80 vacatures", "Twente: 20 vacatures", "Zeeland: niet bekend"}
    assert texts(page, ".legend li") == ["niet bekend", "20", "80"]


def test_bars_begin_at_zero_also_for_what_lies_below_it(vacancies, twente):
    measure(vacancies, twente, -25)
    measure(vacancies, RegionFactory(title="Zeeland"), 75)
    measure(vacancies, RegionFactory(title="Drenthe"), 0)
    bars = look_at(PAGE).select(".table__bar rect")
    assert [(bar["x"], bar["width"]) for bar in bars] == [
        ("25.00%", "75.00%"),
        ("25.00%", "0.00%"),
        ("0.00%", "25.00%"),
    ]


def test_regions_are_compared_with_the_country(vacancies, twente):
    measure(vacancies, None, 30, 20, 10)
    measure(vacancies, twente, 10, 20, 30)
    page = look_at(f"{PAGE}?regio=twente")
    assert texts(page, ".chart__key li") == ["Nederland", "Twente"]
    assert texts(page, ".table--figures thead th") == ["Periode", "Nederland", "Twente"]


def test_a_country_that_is_much_larger_stands_in_the_table_only(vacancies, twente):
    measure(vacancies, None, 3000, 2000, 1000)
    measure(vacancies, twente, 10, 20, 30)
    page = look_at(f"{PAGE}?regio=twente")
    assert text(page, ".chart__title strong") == "Twente"
    assert "staat in de tabel, niet in de tekening" in text(page, "#verloop")
    assert texts(page, ".table--figures thead th") == ["Periode", "Nederland", "Twente"]


def test_a_region_of_which_nothing_is_known_is_named(vacancies, twente):
    measure(vacancies, None, 30)
    assert "Nog niet bekend: Twente." in text(look_at(f"{PAGE}?regio=twente"), "#verloop")


def test_regions_are_compared_by_the_thousand(vacancies, workers, twente):
    measure(vacancies, twente, 500, 600)
    measure(workers, twente, 20)
    measure(workers, RegionFactory(title="Zeeland"), 10)
    page = look_at(f"{PAGE}?regio=twente&per=on")
    assert texts(page, ".table--figures tbody tr") == ["1e kwartaal 2018 25,0"]
    assert text(page, ".chart__unit") == "· per 1.000 werknemers"


def test_a_rate_is_no_more_certain_than_what_it_is_made_of(vacancies, workers, twente):
    measure(vacancies, twente, 500)
    measure(workers, twente, 20, status="fictief")
    page = look_at(f"{PAGE}?regio=twente&per=on")
    assert texts(page, ".table--figures tbody tr") == ["1e kwartaal 2018 25,0 fictief"]
    assert texts(page, "#verloop .invented") == ["fictief"]


def test_nothing_is_divided_by_zero_or_by_what_is_not_public(vacancies, workers, twente):
    measure(vacancies, twente, 500, 500)
    measure(workers, twente, 0)
    assert look_at(f"{PAGE}?per=on&regio=twente").select(".table--figures tbody tr") == []
    Indicator.objects.filter(pk=workers.pk).update(live=False)
    page = look_at(f"{PAGE}?per=on&regio=twente&x=1")
    assert texts(page, ".table--figures tbody tr") == ["2e kwartaal 2018 500", "1e kwartaal 2018 500"]


def test_a_region_that_is_not_offered_is_told_so_and_the_rest_is_shown(vacancies, twente):
    measure(vacancies, twente, 500)
    page = look_at(f"{PAGE}?regio=atlantis&regio2=twente")
    assert texts(page, ".field__error") == ["Let op: Dit staat niet in de lijst, dus we laten alles zien."]
    assert texts(page, ".table--figures thead th") == ["Periode", "Twente"]


def test_the_queries_of_a_page_do_not_grow(client, vacancies, workers, django_assert_num_queries):
    SiteSettings.load()  # made by whoever looks first
    for count in (1, 3):
        for region in RegionFactory.create_batch(count):
            measure(vacancies, region, *range(1, 9))
            measure(workers, region, *range(1, 9))
        with django_assert_num_queries(9):
            client.get(f"/monitor/cijfers/vacatures/?regio={region.slug}&per=on")


# --- Files --------------------------------------------------------------------------------------------------------


def test_the_file_holds_what_visitors_may_see_in_a_form_that_can_be_loaded(client, vacancies, twente):
    measure(vacancies, None, "12.5", is_baseline=True)
    measure(vacancies, twente, -7, status="voorlopig", series="nieuw", source_date="2019-03-01")
    measure(vacancies, RegionFactory(title="Geheim", live=False), 99)
    answer = client.get(f"{PAGE}cijfers.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="vacatures.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["region"], row["value"], row["is_baseline"]) for row in rows] == [
        ("Nederland", "12,5", "ja"),
        ("Twente", "-7", "nee"),
    ]
    assert str(import_measurements(answer.content)) == "0 nieuw, 0 veranderd, 2 hetzelfde gebleven"


def test_no_spreadsheet_runs_what_somebody_typed(client, vacancies):
    measure(vacancies, None, 1, source="=1+1")
    assert '"\'=1+1"' in client.get(f"{PAGE}cijfers.csv").text
    sheet = load_workbook(io.BytesIO(client.get(f"{PAGE}cijfers.xlsx").content)).active
    assert (sheet["D2"].value, sheet["F2"].value, sheet["F2"].data_type) == (1, "=1+1", "s")


def test_the_queries_of_a_file_do_not_grow(client, vacancies, django_assert_num_queries):
    for count in (1, 3):
        for region in RegionFactory.create_batch(count):
            measure(vacancies, region, 1)
        for name in ("csv", "xlsx"):
            with django_assert_num_queries(2):
                client.get(f"/monitor/cijfers/vacatures/cijfers.{name}")

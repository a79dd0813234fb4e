"""Measurements from a file: all of it, or nothing and what is wrong on which line."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import IndicatorFactory, MeasurementFactory, RegionFactory
from zorgpact.cms.editions import current_edition
from zorgpact.monitoring.importing import ImportRefused, import_measurements
from zorgpact.monitoring.models import Measurement

pytestmark = pytest.mark.django_db

HEADER = "region_code,indicator_slug,period,value,status,source,source_date,series,is_baseline"
LINE = "RA1222,vacatures,2018Q4,1200,voorlopig,CBS AZW StatLine,2019-03-01,,nee"
TEMPLATE = settings.BASE_DIR / "fixtures" / "reference" / "measurements_template.csv"


@pytest.fixture(autouse=True)
def zeeland():
    IndicatorFactory(title="Vacatures")
    IndicatorFactory(title="Verzuim", is_regional=False)
    return RegionFactory(title="Zeeland", code="RA1222")


def file(*lines, header=HEADER, between="\n"):
    return between.join([header, *lines, ""]).encode()


def line(**changes):
    return ",".join((dict(zip(HEADER.split(","), LINE.split(","), strict=True)) | changes).values())


def outcome(*lines, **options):
    return str(import_measurements(file(*lines), **options))


def mistakes(*lines, **options):
    with pytest.raises(ImportRefused) as refused:
        import_measurements(file(*lines, **options))
    return [str(mistake) for mistake in refused.value.mistakes]


# --- What is loaded -----------------------------------------------------------------------------------------------


def test_a_line_becomes_a_measurement(zeeland):
    assert outcome(line(is_baseline="ja", series="oud")) == "1 nieuw, 0 veranderd, 0 hetzelfde gebleven"
    one = Measurement.objects.get()
    assert (one.indicator.slug, one.region, one.period, one.series) == ("vacatures", zeeland, "2018Q4", "oud")
    assert (one.value, one.status, one.is_baseline) == (Decimal(1200), "voorlopig", True)
    assert (one.source, one.source_date) == ("CBS AZW StatLine", date(2019, 3, 1))


@pytest.mark.parametrize("code", ["", "NL"])
def test_a_line_without_a_region_is_national(code):
    outcome(line(region_code=code))
    assert Measurement.objects.get().region is None


def test_a_file_of_a_spreadsheet_is_read_too():
    content = file(LINE.replace(",", ";"), "", ";;;;;;;;", header=HEADER.replace(",", ";"), between="\r\n")
    assert str(import_measurements(b"\xef\xbb\xbf" + content)) == "1 nieuw, 0 veranderd, 0 hetzelfde gebleven"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("12.5", "12.5"),
        ('"12,5"', "12.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ('"1.234,5"', "1234.5"),
        ("1.234.567", "1234567"),
        (" 7 ", "7"),
        ("12.5000", "12.5"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    outcome(line(value=text))
    assert Measurement.objects.get().value == Decimal(value)


@pytest.mark.parametrize("text", ["2019-03-01", "01-03-2019"])
def test_days_are_read_as_people_write_them(text):
    outcome(line(source_date=text))
    assert Measurement.objects.get().source_date == date(2019, 3, 1)


def test_the_columns_of_the_first_template_are_enough():
    assert str(import_measurements(file(LINE[: -len(",,nee")], header=HEADER[: -len(",series,is_baseline")])))
    assert Measurement.objects.get().series == ""


def test_the_template_has_these_columns_and_no_figures():
    header, *lines = TEMPLATE.read_text().splitlines()
    assert header == HEADER
    assert all(row.split(",")[3] == "" for row in lines)


# --- Again --------------------------------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing():
    outcome(LINE, line(period="2019Q1"))
    assert outcome(LINE, line(period="2019Q1")) == "0 nieuw, 0 veranderd, 2 hetzelfde gebleven"


@pytest.mark.parametrize(
    ("old", "new"), [("voorlopig", "definitief"), ("voorlopig", "voorlopig"), ("fictief", "voorlopig")]
)
def test_what_is_not_final_makes_way(old, new):
    outcome(line(status=old))
    assert outcome(line(status=new, value="1300")) == "0 nieuw, 1 veranderd, 0 hetzelfde gebleven"
    assert Measurement.objects.values_list("value", "status").get() == (Decimal(1300), new)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "definitief",
            "definitief",
            "hier staat al 1200 (definitief). Is dat fout? Verander het dan in het beheer.",
        ),
        (
            "voorlopig",
            "fictief",
            "hier staat al 1200 (voorlopig); een fictief cijfer komt daar niet voor in de plaats.",
        ),
    ],
)
def test_what_is_more_certain_stands(old, new, sentence):
    outcome(line(status=old))
    assert mistakes(line(status=new, value="1300")) == [f"Regel 2, kolom value: {sentence}"]
    assert Measurement.objects.get().value == Decimal(1200)


def test_visitors_see_at_once_what_was_loaded(django_capture_on_commit_callbacks):
    connection.run_on_commit.clear()  # what making the rows above left to do
    before = current_edition()
    with django_capture_on_commit_callbacks(execute=True):
        outcome(LINE)
    assert current_edition() != before


# --- What is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"region_code": "Zeeland"},
            "kolom region_code: ‘Zeeland’ is geen regio. Schrijf de code, zoals RA1222, of NL voor heel Nederland.",
        ),
        ({"indicator_slug": "geluk"}, "kolom indicator_slug: ‘geluk’ is geen indicator van deze site."),
        ({"indicator_slug": "verzuim"}, "kolom region_code: dit cijfer is er alleen landelijk."),
        (
            {"period": "2018Q5"},
            "kolom period: ‘2018Q5’ kan niet: dit cijfer is er per kwartaal, zoals 2018Q4.",
        ),
        (
            {"period": "2018"},
            "kolom period: ‘2018’ kan niet: dit cijfer is er per kwartaal, zoals 2018Q4.",
        ),
        (
            {"value": ""},
            "kolom value: hier staat geen getal. Laat de regel weg als het cijfer er niet is.",
        ),
        (
            {"value": "veel"},
            "kolom value: ‘veel’ is geen getal van ten hoogste 10 cijfers en 4 achter de komma.",
        ),
        (
            {"value": "NaN"},
            "kolom value: ‘NaN’ is geen getal van ten hoogste 10 cijfers en 4 achter de komma.",
        ),
        (
            {"value": "12345678901"},
            "kolom value: ‘12345678901’ is geen getal van ten hoogste 10 cijfers en 4 achter de komma.",
        ),
        ({"value": "1.234"}, "kolom value: ‘1.234’ kan twee dingen zijn. Schrijf 1234 of 1,234."),
        (
            {"status": "misschien"},
            "kolom status: ‘misschien’ kan niet: kies fictief, voorlopig of definitief.",
        ),
        ({"source": ""}, "kolom source: schrijf waar dit cijfer vandaan komt."),
        ({"source": "x" * 201}, "kolom source: dit is langer dan 200 tekens."),
        ({"series": "x" * 21}, "kolom series: dit is langer dan 20 tekens."),
        (
            {"source_date": "vorige week"},
            "kolom source_date: ‘vorige week’ is geen datum. Schrijf 2025-06-30.",
        ),
        ({"is_baseline": "soms"}, "kolom is_baseline: ‘soms’ kan niet: schrijf ja of nee."),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_column(changes, sentence):
    assert mistakes(line(period="2017Q1"), line(**changes)) == [f"Regel 3, {sentence}"]
    assert not Measurement.objects.exists()


def test_all_that_is_wrong_is_told_at_once():
    assert [
        text.partition(":")[0] for text in mistakes(line(value="x", status="y"), line(region_code="z"))
    ] == [
        "Regel 2, kolom status",
        "Regel 2, kolom value",
        "Regel 3, kolom region_code",
    ]


def test_a_second_value_for_the_same_key_is_refused():
    assert mistakes(LINE, line(value="7")) == ["Regel 3, kolom value: dit cijfer staat ook al op regel 2."]


def test_a_second_baseline_is_refused():
    assert mistakes(line(is_baseline="ja"), line(period="2019Q1", is_baseline="ja")) == [
        "Regel 3, kolom is_baseline: de nulmeting is al 2018Q4, en er kan er maar één zijn."
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"",
            "Regel 1: deze kolom ontbreekt: region_code, indicator_slug, period, value, status, source, source_date.",
        ),
        (file(header=HEADER), "Regel 1: dit bestand heeft geen regels onder de kop."),
        (file(LINE, header=f"{HEADER},value"), "Regel 1: deze kolom staat er twee keer: value."),
        (file("RA1222,vacatures"), "Regel 2: hier staan 2 vakken, en de kop heeft er 9."),
        (
            file(LINE, "\xe9").decode().encode("latin-1"),
            "Regel 3: dit is geen UTF-8. Kies bij het opslaan ‘CSV UTF-8’.",
        ),
        (file(LINE, "\0"), "Regel 3: hier staat een teken dat niet kan."),
        (file('"' + "x" * 140_000), "Regel 2: dit is geen CSV: staat er een aanhalingsteken te veel?"),
    ],
)
def test_what_is_no_such_file_is_refused(content, sentence):
    with pytest.raises(ImportRefused) as refused:
        import_measurements(content)
    assert [str(mistake) for mistake in refused.value.mistakes] == [sentence]


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_lines(django_assert_num_queries, number):
    content = file(*(line(period=f"{2000 + n}Q1") for n in range(number)))
    with django_assert_num_queries(5):  # two of them are of the transaction
        import_measurements(content, is_dry_run=True)


# --- The command --------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cijfers.csv"


def test_the_command_tells_what_it_did(path, capsys):
    path.write_bytes(file(LINE))
    call_command("import_measurements", path)
    assert capsys.readouterr().out == "1 nieuw, 0 veranderd, 0 hetzelfde gebleven\n"


def test_a_dry_run_tells_what_it_would_do_and_does_nothing(path, capsys):
    path.write_bytes(file(LINE))
    call_command("import_measurements", path, "--dry-run")
    assert capsys.readouterr().out == (
        "Proef, er is niets geladen: 1 nieuw, 0 veranderd, 0 hetzelfde gebleven\n"
    )
    assert not Measurement.objects.exists()


def test_the_command_tells_what_is_wrong_and_loads_nothing(path):
    MeasurementFactory()
    path.write_bytes(file(LINE, line(value="x")))
    with pytest.raises(CommandError) as error:
        call_command("import_measurements", path)
    assert str(error.value) == (
        "Regel 3, kolom value: ‘x’ is geen getal van ten hoogste 10 cijfers en 4 achter de komma.\nEr is niets geladen."
    )
    assert Measurement.objects.count() == 1


def test_a_file_that_is_not_there_is_told_so(path):
    with pytest.raises(CommandError, match=r"cijfers\.csv kan niet gelezen worden"):
        call_command("import_measurements", path)

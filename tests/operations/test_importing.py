"""A list is read in whole or not at all, and says line by line what became of it."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from pacts.models import Organisation, Pact, Plan
from tests.factories import (
    OrganisationFactory,
    PactFactory,
    PactPartnerFactory,
    PlanFactory,
    PlanSignatoryFactory,
    RegionFactory,
    TopicFactory,
)
from zorgpact.cms.columns import headings
from zorgpact.cms.registry import columns_of
from zorgpact.cms.spreadsheets import csv_lines

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TRIAL = "Dit was een proef: er is niets bewaard. Met --save erachter wel."


@pytest.fixture
def make_list(tmp_path):
    """A function that writes a list of dicts as a file."""

    def make(*rows, name="lijst.csv"):
        path = tmp_path / name
        columns = list(rows[0])
        cells = [[row.get(column, "") for column in columns] for row in rows]
        if path.suffix == ".csv":
            path.write_text("".join(csv_lines(columns, cells)), "utf-8", newline="")
        else:
            book = Workbook()
            for row in [columns, *cells]:
                book.active.append(row)
            book.save(path)
        return path

    return make


def run(kind, *arguments, **options):
    """What it prints, line by line."""
    out = StringIO()
    call_command(f"import_{kind}", *map(str, arguments), stdout=out, **options)
    return out.getvalue().splitlines()


def refusal(kind, path):
    """What is wrong with it, line by line."""
    errors = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(f"import_{kind}", str(path), save=True, stdout=StringIO(), stderr=errors)
    return [*errors.getvalue().splitlines(), str(refused.value)]


def exported(client, model, tmp_path, extension="csv") -> Path:
    """The list of the admin."""
    address = reverse(model.snippet_viewset.get_url_name("list"))
    path = tmp_path / f"export.{extension}"
    path.write_bytes(b"".join(client.get(address, {"export": extension}).streaming_content))
    return path


ORGANISATION = {"naam": "De Brug", "inleiding": "Zorg in Twente.", "soort": "Zorg", "plaats": "Almelo"}


# --- What happens ---------------------------------------------------------------------------------------------------


def test_a_trial_says_what_would_happen_and_keeps_nothing(make_list):
    said = run("organisations", make_list(ORGANISATION))
    assert said == ["regel 2: nieuw: De Brug", "1 nieuw, 0 gewijzigd, 0 ongewijzigd.", TRIAL]
    assert Organisation.objects.count() == 0


def test_what_is_new_is_a_draft_unless_the_list_says_otherwise(make_list):
    published = {**ORGANISATION, "naam": "ROC Twente", "gepubliceerd": "ja"}
    path = make_list({**ORGANISATION, "gepubliceerd": ""}, published)
    assert run("organisations", path, "--save")[-1] == "2 nieuw, 0 gewijzigd, 0 ongewijzigd."
    made = Organisation.objects.values_list("title", "slug", "kind", "place", "live")
    assert list(made) == [
        ("De Brug", "de-brug", "zorg", "Almelo", False),
        ("ROC Twente", "roc-twente", "zorg", "Almelo", True),
    ]


def test_the_same_list_twice_changes_nothing(make_list):
    path = make_list({**ORGANISATION, "gepubliceerd": "ja"})
    run("organisations", path, "--save")
    revision = Organisation.objects.get().latest_revision_id
    assert run("organisations", path, "--save") == ["0 nieuw, 0 gewijzigd, 1 ongewijzigd."]
    assert Organisation.objects.get().latest_revision_id == revision


def test_what_is_known_by_its_name_is_brought_up_to_date(make_list):
    row = OrganisationFactory(title="De Brug", slug="brug", website="https://debrug.example")
    said = run("organisations", make_list({"naam": "De Brug", "plaats": "Hengelo"}), "--save")
    assert said[0] == "regel 2: gewijzigd: De Brug"
    row.refresh_from_db()
    assert (row.place, row.website, row.live) == ("Hengelo", "https://debrug.example", True)
    assert row.latest_revision.content["place"] == "Hengelo"


def test_what_is_known_by_its_address_can_get_another_name(make_list):
    row = OrganisationFactory(title="De Brug", slug="brug")
    run("organisations", make_list({"webadres": "brug", "naam": "De Nieuwe Brug"}), "--save")
    row.refresh_from_db()
    assert row.title == "De Nieuwe Brug"


def test_the_list_takes_from_the_site_what_it_says_is_not_published(make_list):
    row = OrganisationFactory(title="De Brug")
    run("organisations", make_list({"naam": "De Brug", "gepubliceerd": "nee"}), "--save")
    row.refresh_from_db()
    assert not row.live


def test_a_pact_comes_with_its_regions_topics_and_partners(make_list):
    RegionFactory(title="Twente"), RegionFactory(title="Achterhoek")
    TopicFactory(name="Leren")
    OrganisationFactory(title="De Brug, Almelo"), OrganisationFactory(title="ROC Twente", slug="roc")
    row = {
        "titel": "Pact Twente",
        "inleiding": "Samen opleiden.",
        "regio's": "Twente; Achterhoek",
        "onderwerpen": "Leren",
        "status": "Voortgezet",
        "begonnen op": "25-11-2018",
        "partners": "De Brug, Almelo, penvoerder, en meer; roc",
        "gepubliceerd": "ja",
    }
    run("pacts", make_list(row), "--save")
    pact = Pact.objects.get()
    assert (pact.status, pact.started_on, pact.live) == ("voortgezet", date(2018, 11, 25), True)
    assert sorted(region.title for region in pact.regions.all()) == ["Achterhoek", "Twente"]
    assert [topic.name for topic in pact.topics.all()] == ["Leren"]
    assert [(one.organisation.title, one.role) for one in pact.partners.all()] == [
        ("De Brug, Almelo", "penvoerder, en meer"),
        ("ROC Twente", ""),
    ]


def test_numbers_and_dates_of_a_workbook_are_read_as_they_look(make_list):
    RegionFactory(title="Twente")
    row = {
        "titel": "Plan",
        "inleiding": "Wat.",
        "regio's": "Twente",
        "vanaf jaar": 2018,
        "tot en met jaar": 2022.0,
    }
    run("plans", make_list(row, name="lijst.xlsx"), "--save")
    pact = {"titel": "Pact", "inleiding": "Wat.", "begonnen op": date(2018, 11, 25), "voorbeeld": True}
    run("pacts", make_list({**pact, "voorbeeld": "ja"}, name="lijst.xlsx"), "--save")
    assert Plan.objects.values_list("period_start", "period_end").get() == (2018, 2022)
    assert Pact.objects.values_list("started_on", "is_example").get() == (date(2018, 11, 25), True)


# --- There and back -------------------------------------------------------------------------------------------------


def everything(kind):
    """A row with something in every column."""
    regions = [RegionFactory(title="Twente"), RegionFactory(title="Achterhoek")]
    if kind == "organisations":
        return OrganisationFactory(title="=De Brug", website="https://debrug.example", is_example=True)
    party = OrganisationFactory(title="De Brug, Almelo")
    if kind == "plans":
        plan = PlanFactory(regions=regions, successor=PlanFactory(title="Later", regions=regions))
        PlanSignatoryFactory(plan=plan, organisation=party, role="namens allen, ook de rest", sort_order=1)
        return plan
    topics = [TopicFactory(name="Zij-instroom"), TopicFactory(name="Leren")]
    pact = PactFactory(regions=regions, topics=topics, place="Almelo", ended_on=date(2020, 1, 1))
    PactPartnerFactory(pact=pact, organisation=party, role="penvoerder", sort_order=1)
    PactPartnerFactory(pact=pact, organisation=OrganisationFactory(title="Albeda"), sort_order=2)
    return pact


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["organisations", "pacts", "plans"])
def test_a_list_of_the_admin_is_read_back_without_a_change(admin_client, tmp_path, kind, extension):
    row = everything(kind)
    number = type(row).objects.count()
    path = exported(admin_client, type(row), tmp_path, extension)
    assert run(kind, path, "--save") == [f"0 nieuw, 0 gewijzigd, {number} ongewijzigd."]


def test_one_cell_that_was_changed_is_the_one_thing_that_changes(admin_client, tmp_path):
    pact = everything("pacts")
    path = exported(admin_client, Pact, tmp_path)
    path.write_text(path.read_text("utf-8").replace('"Actief"', '"Afgerond"'), "utf-8")
    assert run("pacts", path, "--save")[0] == f"regel 2: gewijzigd: {pact}"
    changed = Pact.objects.get()
    assert (changed.status, changed.place, changed.partners.count()) == ("afgerond", "Almelo", 2)


@pytest.mark.parametrize("name", ["leeg.csv", "leeg.xlsx"])
@pytest.mark.parametrize(
    ("kind", "model"), [("organisations", Organisation), ("pacts", Pact), ("plans", Plan)]
)
def test_an_empty_list_has_the_columns_of_the_admin(tmp_path, kind, model, name):
    path = tmp_path / name
    run(kind, template=path)
    assert run(kind, path) == ["0 nieuw, 0 gewijzigd, 0 ongewijzigd.", TRIAL]
    if path.suffix == ".xlsx":
        first, *rest = load_workbook(path).active.iter_rows(values_only=True)
        assert (list(first), rest) == (headings(model, columns_of(model)), [])


# --- What is refused ------------------------------------------------------------------------------------------------


def test_every_mistake_is_named_with_its_line_and_column_and_nothing_is_kept(make_list):
    PactFactory(title="Pact Twente", place="Almelo")
    first = {"titel": "Pact Twente", "inleiding": "Wat.", "plaats of gebied": "Hengelo", "status": "Actief"}
    first |= {"regio's": "", "begonnen op": "", "voorbeeld": "", "gepubliceerd": ""}
    path = make_list(
        first,
        {"inleiding": "Zonder naam.", "status": "Druk", "regio's": "Twenthe"},
        {"titel": "Pact B", "begonnen op": "vorig jaar", "voorbeeld": "misschien", "gepubliceerd": "straks"},
    )
    assert refusal("pacts", path) == [
        "regel 3, kolom D (status): ‘Druk’ kan hier niet staan. Kies uit: Actief, Voortgezet, Afgerond.",
        "regel 3, kolom E (regio's): Er is geen regio ‘Twenthe’. Maak die eerst, of kijk na hoe je het schrijft.",
        "regel 3, kolom A (titel): Dit veld kan niet leeg zijn",
        "regel 3, kolom ‘webadres’: Dit veld kan niet leeg zijn",
        "regel 4, kolom F (begonnen op): ‘vorig jaar’ is geen datum. Schrijf het zoals 25-11-2026.",
        "regel 4, kolom G (voorbeeld): ‘misschien’ kan hier niet staan. Kies uit: ja of nee.",
        "regel 4, kolom H (gepubliceerd): ‘straks’ kan hier niet staan. Kies uit: ja of nee.",
        "regel 4, kolom B (inleiding): Dit veld kan niet leeg zijn",
        "Er is niets bewaard. Fouten: 8.",
    ]
    assert Pact.objects.values_list("place", flat=True).get() == "Almelo"


def test_what_goes_against_a_rule_of_the_whole_row_is_named_with_its_line(make_list):
    RegionFactory(title="Twente")
    row = {
        "titel": "Plan",
        "inleiding": "Wat.",
        "regio's": "Twente",
        "vanaf jaar": "2022",
        "tot en met jaar": "2018",
    }
    assert refusal("plans", make_list(row))[0] == "regel 2: Het laatste jaar ligt voor het eerste jaar."


def test_a_plan_has_a_region(make_list):
    row = {
        "titel": "Plan",
        "inleiding": "Wat.",
        "regio's": "",
        "vanaf jaar": "2018",
        "tot en met jaar": "zes",
    }
    assert refusal("plans", make_list(row))[:2] == [
        "regel 2, kolom E (tot en met jaar): ‘zes’ is geen heel getal.",
        "regel 2, kolom C (regio's): Vul dit in.",
    ]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["naam", "kleur"], "regel 1, kolom B (kleur): deze kolom is er niet. Wel: naam, webadres, "),
        (["naam", "plaats", "Plaats"], "regel 1, kolom C (Plaats): deze kolom staat er twee keer."),
        (["plaats"], "regel 1: de kolom ‘naam’ ontbreekt."),
    ],
)
def test_columns_that_cannot_be_read_are_named(make_list, columns, said):
    assert refusal("organisations", make_list(dict.fromkeys(columns, "x")))[0].startswith(said)


def test_the_same_row_twice_is_refused(make_list):
    path = make_list(ORGANISATION, {**ORGANISATION, "plaats": "Hengelo"})
    assert refusal("organisations", path)[0] == "regel 3, kolom A (naam): dit staat ook op regel 2."


def test_a_name_that_several_have_needs_an_address(make_list):
    PlanFactory(title="Plan", slug="een"), PlanFactory(title="Plan", slug="twee")
    why = "regel 2, kolom A (titel): Er zijn er meer met deze naam. Zet het webadres erbij."
    assert refusal("plans", make_list({"titel": "Plan"}))[0] == why


def test_the_draft_of_an_editor_is_not_published_by_a_list(make_list):
    row = OrganisationFactory(title="De Brug", place="Almelo")
    row.save_revision().publish()
    row.place = "Geheim"
    row.save_revision()
    path = make_list({"naam": "De Brug", "inleiding": "Nieuw.", "gepubliceerd": "ja"})
    assert refusal("organisations", path)[0].startswith(
        "regel 2: Een redacteur heeft hier een concept van klaarstaan."
    )
    assert Organisation.objects.get().place == "Almelo"


def test_what_is_locked_stays_as_it_is(make_list):
    OrganisationFactory(title="De Brug", place="Almelo", locked=True)
    assert refusal("organisations", make_list({"naam": "De Brug", "plaats": "Hengelo"}))[0] == (
        "regel 2: Dit is vergrendeld. Ontgrendel het eerst in het beheer."
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lijst.docx", b"", "Kies een bestand dat eindigt op .xlsx of .csv."),
        ("lijst.xlsx", b"geen zip", "is niet te lezen als XLSX."),
        ("lijst.csv", b"", "Dit bestand is leeg."),
        ("lijst.csv", None, "bestaat niet."),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert said in " ".join(refusal("organisations", path))


def test_a_list_that_an_older_excel_saved_is_read(tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_bytes("naam;inleiding\nCafé Zorg;Wat\n".encode("cp1252"))
    assert run("organisations", path)[0] == "regel 2: nieuw: Café Zorg"


def test_without_a_file_it_says_what_is_missing():
    with pytest.raises(CommandError, match="Welk bestand"):
        run("organisations")

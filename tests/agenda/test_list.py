"""The order of the list of actions, and the same list as a file."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    ContactPersonFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    TopicFactory,
)
from tests.pages import links, look_at, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    twente, zeeland = RegionFactory(title="Twente"), RegionFactory(title="Zeeland")
    geheim = RegionFactory(title="Achterhoek", live=False)
    b, c, d = (OrganisationFactory(title=name) for name in ("Brug", "Calcar", "Delta"))
    ActionFactory(
        title="Een", owner=d, regions=[zeeland], due_on=date(2081, 1, 1), reported_on=date(2026, 3, 1)
    )
    ActionFactory(title="Twee", owner=b, regions=[zeeland, twente], due_on=date(2080, 1, 1), status="klaar")
    ActionFactory(title="Drie", owner=c, reported_on=date(2026, 4, 1))
    ActionFactory(title="Vier", owner=b, regions=[geheim], due_on=date(2082, 1, 1), is_national=True)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Een", "Vier", "Drie", "Twee"]),
        ("einddatum", ["Twee", "Een", "Vier", "Drie"]),
        ("bericht", ["Drie", "Een", "Twee", "Vier"]),
        ("regio", ["Twee", "Een", "Drie", "Vier"]),
        ("eigenaar", ["Twee", "Vier", "Drie", "Een"]),
        ("owner__title", ["Een", "Vier", "Drie", "Twee"]),
        ("%00", ["Een", "Vier", "Drie", "Twee"]),
    ],
)
def test_visitors_choose_the_order(agenda, order, expected):
    assert texts(look_at(f"/actieagenda/?volgorde={order}"), ".action__title") == expected


def test_an_order_is_no_filter_and_stays_when_a_filter_goes(agenda):
    page = look_at("/actieagenda/?volgorde=eigenaar&regio=twente")
    assert links(page, ".filter-result") == ["?volgorde=eigenaar", "/actieagenda/"]
    assert texts(page, "title") == ["Actieagenda: Twente · Zorgpact"]


def test_every_line_says_where(agenda):
    assert texts(look_at("/actieagenda/?volgorde=einddatum"), ".action__where") == [
        "· Twente, Zeeland",
        "· Zeeland",
        "· heel Nederland",
        "· heel Nederland",
    ]


# --- As a file ----------------------------------------------------------------------------------------------------


def rows_of(response) -> list[dict[str, str]]:
    text = response.getvalue().decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_files_hold_the_selection_in_the_chosen_order(client, agenda):
    query = "?volgorde=eigenaar&regio=zeeland"
    page = look_at(f"/actieagenda/{query}")
    xlsx, csv_file = [link for link in links(page) if "/acties." in link]
    assert [row["actie"] for row in rows_of(client.get(csv_file))] == ["Twee", "Een"]
    first, *rows = load_workbook(io.BytesIO(client.get(xlsx).content)).active.iter_rows(values_only=True)
    assert (first[0], [row[0] for row in rows]) == ("actie", ["Twee", "Een"])


@pytest.fixture
def full():
    """An action with everything, of which some is private or a draft."""
    plan, pact = PlanFactory(title="RAAT Twente"), PactFactory(title="Geheim pact", live=False)
    owner = OrganisationFactory(title="De Brug", contact_email="brug@example.org")
    action = ActionFactory(
        title="=1+1",
        slug="som",
        introduction="Leren.",
        owner=owner,
        regions=[RegionFactory(title="Twente"), RegionFactory(title="Geheim", live=False)],
        action_line=TopicFactory(name="Beter leren", kind="actielijn"),
        plan=plan,
        pact=pact,
        ambition=AmbitionFactory(plan=plan, title="Geheime ambitie", live=False),
        starts_on=date(2019, 1, 1),
        due_on=date(2020, 6, 1),
        reported_on=date(2020, 3, 1),
    )
    ContactPersonFactory(organisation=owner, name="Fatima Demir", actions=[action])
    return action


def test_a_row_tells_what_the_page_tells_and_names_nobody_and_no_draft(client, full):
    response = client.get("/actieagenda/acties.csv")
    assert rows_of(response) == [
        {
            "actie": "'=1+1",
            "adres": "http://testserver/actieagenda/som/",
            "in het kort": "Leren.",
            "regio’s": "Twente",
            "landelijk": "nee",
            "eigenaar": "De Brug",
            "actielijn": "Beter leren",
            "status": "Loopt",
            "te laat": "ja",
            "begint op": "2019-01-01",
            "klaar op": "2020-06-01",
            "stand van": "2020-03-01",
            "laatste bericht": "2020-03-01",
            "plan": "RAAT Twente",
            "ambitie": "",
            "pact": "",
            "voorbeeld": "nee",
        }
    ]
    assert [
        name for name in ("Geheim", "Fatima", "example.org") if name in response.getvalue().decode()
    ] == []


def test_in_the_workbook_a_formula_is_text(client):
    ActionFactory(title="=1+1", slug="som")
    sheet = load_workbook(io.BytesIO(client.get("/actieagenda/acties.xlsx").content)).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_a_draft_is_in_no_file(client):
    ActionFactory(live=False)
    assert rows_of(client.get("/actieagenda/acties.csv")) == []


@pytest.mark.parametrize("address", ["/actieagenda/acties.csv", "/actieagenda/acties.xlsx"])
def test_a_file_is_read_only_and_may_be_kept_for_a_second(client, address):
    assert client.post(address).status_code == 405
    response = client.get(f"{address}?regio=weg&volgorde=weg&p=x")
    assert (response.status_code, "s-maxage=1" in response.headers["Cache-Control"]) == (200, True)


def test_a_longer_file_asks_no_more_queries(client, agenda, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(3):  # the regions of the filter, the actions, their regions
            client.get("/actieagenda/acties.csv?regio=zeeland").getvalue()
        ActionFactory.create_batch(3, regions=[*agenda_regions()])


def agenda_regions():
    return [RegionFactory(), RegionFactory()]

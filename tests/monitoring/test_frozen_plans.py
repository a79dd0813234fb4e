"""What a plan said on the day of a round, for as long as that plan is on the site."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from pacts.models import Plan
from tests.factories import AmbitionFactory, PlanFactory, RegionFactory, RoundFactory, frozen_round
from tests.pages import facts, links, look_at, text, texts
from zorgpact.cms.models import SiteSettings

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = date(2019, 4, 1), date(2019, 10, 1)
LIST, PAGE = "/monitor/plannen/", "/monitor/plannen/raat-twente/"


@pytest.fixture
def plan():
    """It said something else in spring than in autumn, and again today."""
    plan = PlanFactory(
        title="RAAT Twente",
        introduction="Zo begon het.",
        analysis="",
        regions=[RegionFactory(title="Twente")],
    )
    AmbitionFactory(plan=plan, title="Meer <leerplekken>", target="Twaalf.")
    frozen_round(SPRING, title="Voorjaar")
    Plan.objects.update(introduction="Zo ging het.")
    frozen_round(AUTUMN, title="Najaar")
    Plan.objects.update(introduction="Zo gaat het.")
    return plan


def test_a_plan_reads_as_it_did_on_the_day_of_the_round(plan):
    page = look_at(f"{PAGE}?ronde=voorjaar")
    assert text(page, "main .kicker") == "Zo stond het er op 1 april 2019"
    assert texts(page, ".columns__main p")[1:] == ["Zo begon het.", "Meer <leerplekken>", "Twaalf."]
    assert facts(page)["Regio’s"] == "Twente"
    assert links(page, ".columns__main") == ["/plannen/raat-twente/"]
    assert links(page, ".breadcrumbs") == ["/", "/monitor/", "/monitor/plannen/?ronde=voorjaar"]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_what_is_invented_says_so(plan):
    Plan.objects.update(is_example=True)
    assert text(look_at(PAGE), "main .kicker") == "Zo stond het er op 1 oktober 2019 · voorbeeld"
    assert texts(look_at(LIST), "main .rows .meta") == ["2018–2022 · Twente · voorbeeld"]


def test_without_a_round_it_is_that_of_the_newest(plan):
    assert "Zo ging het." in text(look_at(PAGE), "main")


def test_a_round_leads_to_its_plans_and_these_to_their_texts(plan):
    PlanFactory(title="Van na de ronde")
    assert "/monitor/plannen/?ronde=voorjaar" in links(look_at("/monitor/?ronde=voorjaar"), "#ronde")
    page = look_at(f"{LIST}?ronde=voorjaar")
    assert text(page, "h1") == "De plannen op 1 april 2019"
    assert texts(page, "main .rows li") == ["RAAT Twente 2018–2022 · Twente"]
    assert links(page, "main .rows") == [f"{PAGE}?ronde=voorjaar"]


def test_a_plan_leads_to_what_it_said_in_each_round(plan):
    this = RoundFactory(title="Nog niet vast")
    this.plans.create(plan=plan, title="RAAT", slug="raat", period_start=2018, period_end=2022)
    page = look_at("/plannen/raat-twente/")
    assert facts(page)["Zo stond het er"] == "op 1 oktober 2019 , op 1 april 2019"
    assert [link for link in links(page, "main .facts") if "ronde" in link] == [
        f"{PAGE}?ronde=najaar",
        f"{PAGE}?ronde=voorjaar",
    ]


def test_a_plan_of_after_the_last_round_leads_nowhere():
    PlanFactory(title="RAAT Twente")
    assert "Zo stond het er" not in facts(look_at("/plannen/raat-twente/"))


def sheet_of_plans(client):
    book = load_workbook(io.BytesIO(client.get("/monitor/ronde.xlsx").content))
    return [row[0::4] for row in book["Plannen"].iter_rows(min_row=2, values_only=True)]


def test_who_takes_a_plan_off_the_site_takes_its_old_texts_along(client, plan):
    assert sheet_of_plans(client) == [("RAAT Twente", "Zo ging het.\n\nMeer <leerplekken>\n\nTwaalf.")]
    plan.refresh_from_db()
    plan.unpublish()
    assert client.get(PAGE).status_code == 404
    assert texts(look_at(LIST), "main .rows li") == [
        "RAAT Twente 2018–2022 · Twente · staat niet meer op de site"
    ]
    assert links(look_at(LIST), "main .rows") == []
    assert sheet_of_plans(client) == [("RAAT Twente", "(dit plan staat niet meer op de site)")]


def test_of_a_plan_that_is_gone_the_title_stays(client, plan):
    Plan.objects.all().delete()
    assert client.get(PAGE).status_code == 404
    assert len(texts(look_at(LIST), "main .rows li")) == 1


def test_what_was_not_public_on_that_day_is_not_to_be_read(client, plan):
    late = PlanFactory(title="Later openbaar", live=False)
    frozen_round(date(2020, 1, 1), title="Winter")
    Plan.objects.filter(pk=late.pk).update(live=True)
    assert client.get("/monitor/plannen/later-openbaar/").status_code == 404


def test_without_a_round_there_is_nothing(client):
    PlanFactory(title="RAAT Twente")
    assert [client.get(address).status_code for address in (LIST, PAGE)] == [404, 404]


def test_a_round_without_plans_says_so():
    frozen_round(SPRING)
    assert links(look_at(LIST), ".empty") == ["/plannen/"]


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_what_a_round_says_is_only_read(client, plan, address):
    assert client.post(address).status_code == 405


def test_the_queries_of_frozen_plan_list_and_frozen_plan_detail_do_not_grow(
    client, django_assert_num_queries
):
    SiteSettings.load()  # made by whoever looks first
    for day, count in ((SPRING, 1), (AUTUMN, 3)):
        PlanFactory.create_batch(count, regions=[RegionFactory()])
        PlanFactory(title=f"Plan {count}")
        frozen_round(day)
        with django_assert_num_queries(5):
            client.get(f"/monitor/plannen/?x={count}")
        with django_assert_num_queries(3):
            client.get(f"/monitor/plannen/plan-{count}/")

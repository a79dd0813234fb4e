"""The small tags that every page uses."""

import json

import pytest
from django.template import Context, Template

from pacts.models import Pact
from tests.factories import (
    ImageFactory,
    NewsPageFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    StandardPageFactory,
    TopicFactory,
    home_page,
)
from zorgpact.cms.templatetags import cms_tags

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_card_bears_four_chips_themes_first_at_no_cost_once_topics_were_fetched(django_assert_num_queries):
    kinds = {
        "Ggz": "branche",
        "Leren": "thema",
        "Meer kiezen": "actielijn",
        "Mbo": "onderwijsniveau",
        "Starters": "doelgroep",
    }
    PactFactory(topics=[TopicFactory(name=name, kind=kind) for name, kind in kinds.items()])
    (pact,) = Pact.objects.with_cards()
    with django_assert_num_queries(0):
        names = cms_tags.card_topics(pact)
    assert names == ["Leren", "Ggz", "Mbo", "Meer kiezen"]


def test_topics_lead_to_everything_about_them():
    pact = PactFactory(topics=[TopicFactory(name="Leren")])
    assert cms_tags.topic_chips(pact, "/zoeken/") == [{"title": "Leren", "url": "/zoeken/?onderwerp=leren"}]


def test_regions_lead_to_their_page_and_drafts_are_left_out():
    shown, hidden = RegionFactory(title="Twente"), RegionFactory(title="Geheim", live=False)
    pact = PactFactory(regions=[shown, hidden])
    assert cms_tags.region_chips(pact) == [{"title": "Twente", "url": "/regios/twente/"}]


def test_regions_are_shown_in_a_preview_of_what_was_not_saved():
    twente = RegionFactory(title="Twente")
    pact = PactFactory()
    pact.regions = [twente]
    assert cms_tags.region_chips(pact) == [{"title": "Twente", "url": "/regios/twente/"}]


def test_structured_data_cannot_end_its_own_script():
    data = {"name": "</script><script>alert('x')</script> & <!--"}
    block = cms_tags.json_ld(data)
    assert block.count("<script") == block.count("</script>") == 1
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"@context": "https://schema.org", **data}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/nieuws/", "https://zorgpact.example/nieuws/"),
        ("https://elders.example/x", "https://elders.example/x"),
    ],
)
def test_an_address_is_made_absolute(settings, url, expected):
    settings.BASE_URL = "https://zorgpact.example"
    assert cms_tags.absolute(url) == expected


def test_breadcrumbs_lead_from_the_section_down():
    assert cms_tags.breadcrumbs("Agenda", "/agenda/", "Sessie", "/agenda/sessie/", "Aanmelden") == {
        "above": [("Agenda", "/agenda/"), ("Sessie", "/agenda/sessie/")],
        "title": "Aanmelden",
    }


def test_breadcrumbs_of_a_page_leave_home_out():
    child = StandardPageFactory(title="Onder", parent=StandardPageFactory(title="Boven", parent=home_page()))
    assert cms_tags.page_breadcrumbs(child) == {"above": [("Boven", "/boven/")], "title": "Onder"}


@pytest.mark.parametrize(("end", "expected"), [(2022, "2018–2022"), (2018, "2018")])
def test_a_period_of_one_year_is_that_year(end, expected):
    assert cms_tags.year_span(PlanFactory(period_start=2018, period_end=end)) == expected


# --- Pictures that go with a shared link --------------------------------------------------------------------------


def test_without_pictures_nothing_goes_with_a_link():
    assert cms_tags.sharing_image(PactFactory()) == ""


def test_the_cover_goes_with_a_link_unless_there_is_a_picture_for_it(settings):
    settings.BASE_URL = "https://zorgpact.example"
    cover, social = ImageFactory(), ImageFactory()
    expected = [image.get_rendition("fill-1200x630|format-jpeg") for image in (cover, social, social)]
    addresses = [
        cms_tags.sharing_image(PactFactory(cover=cover)),
        cms_tags.sharing_image(PactFactory(cover=cover, social_image=social)),
        cms_tags.sharing_image(PactFactory(social_image=social)),
    ]
    assert addresses == [f"https://zorgpact.example{rendition.url}" for rendition in expected]


# --- What search engines are told of an article -------------------------------------------------------------------


def test_an_article_tells_search_engines_who_wrote_it_and_when():
    page = NewsPageFactory(title="Kopgroep van start", byline="Anna de Boer", introduction="Dertig mensen.")
    data = cms_tags.article_data(page)
    assert (data["headline"], data["description"], data["datePublished"]) == (
        "Kopgroep van start",
        "Dertig mensen.",
        "2018-11-22",
    )
    assert data["author"] == {"@type": "Person", "name": "Anna de Boer"}
    assert data["mainEntityOfPage"] == "http://testserver/nieuws/kopgroep-van-start/"


def test_an_article_without_an_author_is_by_the_organisation():
    assert cms_tags.article_data(NewsPageFactory())["author"] == {"@type": "Organization", "name": "Zorgpact"}


def test_tags_can_be_used_in_a_template():
    template = Template("{% load cms_tags %}{{ '/x/'|absolute }} {% status 'klaar' 'Gereed' %}")
    shown = " ".join(template.render(Context()).split())
    assert (shown.startswith("http://testserver/x/ <span"), shown.endswith("Gereed</span>")) == (True, True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/pacten/", ' aria-current="page"'),
        ("/pacten/twente/", ' aria-current="true"'),
        ("/nieuws/pacten/", ""),
    ],
)
def test_a_menu_tells_where_the_visitor_is(rf, path, expected):
    assert cms_tags.current({"request": rf.get(path)}, "/pacten/") == expected


def test_a_menu_without_a_request_tells_nothing():
    assert cms_tags.current({}, "/pacten/") == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Doekle Terpstra", "DT"),
        ("drs. Anna van der Berg", "AB"),
        ("Éva", "É"),
        ("mevrouw de wit", ""),
        ("", ""),
    ],
)
def test_a_person_without_a_portrait_is_shown_by_initials(name, letters):
    assert cms_tags.initials(name) == letters

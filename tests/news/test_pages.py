"""News: the list, narrowed down, and each article."""

from datetime import date

import pytest

from tests.factories import ImageFactory, NewsPageFactory, RegionFactory, TopicFactory, site_tree
from tests.pages import card_titles, links, look_at, text, texts
from zorgpact.news.templatetags.news_tags import latest_news, news_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def test_the_newest_article_stands_first():
    for title, day in [("Oud", date(2017, 1, 1)), ("Nieuw", date(2019, 1, 1)), ("Midden", date(2018, 1, 1))]:
        NewsPageFactory(title=title, published_on=day)
    assert card_titles(look_at("/nieuws/")) == ["Nieuw", "Midden", "Oud"]


def test_articles_of_one_day_stand_with_the_last_one_first():
    NewsPageFactory(title="Ochtend")
    NewsPageFactory(title="Middag")
    assert card_titles(look_at("/nieuws/")) == ["Middag", "Ochtend"]


def test_a_card_tells_kind_date_and_topics():
    NewsPageFactory(
        title="Brief", kind="kamerbrief", introduction="Van de minister.", topics=[TopicFactory(name="Leren")]
    )
    assert texts(look_at("/nieuws/"), ".card") == ["22 november 2018 Kamerbrief Brief Van de minister. Leren"]


@pytest.fixture
def articles():
    leren = TopicFactory(name="Leren")
    NewsPageFactory(title="A", published_on=date(2018, 1, 1), topics=[leren])
    NewsPageFactory(title="B", published_on=date(2018, 12, 31), kind="verhaal")
    NewsPageFactory(title="C", published_on=date(2017, 6, 1), topics=[leren], kind="verhaal")
    NewsPageFactory(title="Geheim", published_on=date(2016, 6, 1), topics=[leren], live=False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jaar=2018", ["B", "A"]),
        ("jaar=2017", ["C"]),
        ("onderwerp=leren", ["A", "C"]),
        ("soort=verhaal", ["B", "C"]),
        ("soort=verhaal&jaar=2018", ["B"]),
        ("jaar=2016", ["B", "A", "C"]),
        ("jaar=-1&soort=verhaal", ["B", "C"]),
    ],
)
def test_news_is_narrowed_down_by_year_topic_and_kind(articles, query, expected):
    assert card_titles(look_at(f"/nieuws/?{query}")) == expected


def test_the_years_of_published_articles_are_offered_newest_first(articles):
    assert texts(look_at("/nieuws/"), "#id_jaar option") == ["Alle jaren", "2018", "2017"]


def test_a_year_between_without_an_article_is_not_offered(articles):
    NewsPageFactory(published_on=date(2014, 5, 1))
    NewsPageFactory(published_on=date(2015, 5, 1), live=False)
    assert texts(look_at("/nieuws/"), "#id_jaar option") == ["Alle jaren", "2018", "2017", "2014"]


def test_a_list_in_which_nothing_is_left_says_what_to_do(articles):
    page = look_at("/nieuws/?soort=kamerbrief")
    assert texts(page, ".empty h2") == ["Geen berichten gevonden"]
    assert links(page, ".empty") == ["/nieuws/"]


def test_the_list_names_its_feed():
    page = look_at("/nieuws/")
    assert page.select_one("link[type='application/rss+xml']")["href"] == "/nieuws/feed/"
    assert "/nieuws/feed/" in links(page)


def test_an_article_tells_all_that_editors_wrote():
    article = NewsPageFactory(
        title="Kopgroep van start",
        kind="verslag",
        byline="Anna de Boer",
        introduction="Dertig mensen.",
        cover=ImageFactory(),
        body=[("rich_text", "<p>Aan tafel in Almelo.</p>")],
        topics=[TopicFactory(name="Leren")],
        regions=[RegionFactory(title="Twente")],
    )
    page = look_at(article.get_absolute_url())
    assert text(page, ".hero__text") == (
        "Verslag · 22 november 2018 Kopgroep van start Dertig mensen. Anna de Boer"
    )
    assert text(page, "article") == "Aan tafel in Almelo."
    assert page.select_one(".hero__media img")["src"].endswith(".jpg")
    assert links(page, ".chips") == ["/zoeken/?onderwerp=leren", "/regios/twente/"]


def test_the_latest_news_and_the_news_of_a_region_are_published_articles():
    region = RegionFactory()
    shown = NewsPageFactory(regions=[region])
    NewsPageFactory(regions=[region], live=False)
    elsewhere = NewsPageFactory()
    assert latest_news() == [elsewhere, shown]
    assert news_in(region) == [shown]

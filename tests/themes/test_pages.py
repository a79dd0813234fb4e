"""Themes: the list, and the page with everything about a topic."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import (
    EventFactory,
    ImageFactory,
    KoploperPageFactory,
    NewsPageFactory,
    PactFactory,
    ThemePageFactory,
    TopicFactory,
    site_tree,
)
from tests.pages import card_titles, jumps, links, look_at, text, texts
from tests.search.index import fill_index
from zorgpact.search.related import items_about

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def test_themes_stand_in_the_order_of_the_alphabet_without_drafts():
    for title, live in [("Werken", True), ("Leren", True), ("Geheim", False)]:
        ThemePageFactory(title=title, live=live, introduction=f"Over {title}.")
    page = look_at("/themas/")
    assert texts(page, ".card") == ["Leren Over Leren.", "Werken Over Werken."]
    assert "Geheim" not in str(page)


def test_a_list_without_themes_says_what_to_do():
    page = look_at("/themas/")
    assert texts(page, ".empty h2") == ["Er zijn nog geen thema’s"]
    assert links(page, ".empty") == ["/koplopers/"]


@pytest.fixture
def topic():
    return TopicFactory(name="Leren")


def test_a_theme_page_tells_its_essay_its_ambassador_its_examples_and_its_videos(topic):
    example = KoploperPageFactory(title="Leren in de wijk")
    video = {"title": "Een dag mee", "url": "https://youtu.be/aaaaaaaaaaa"}
    theme = ThemePageFactory(
        title="Leren in de praktijk",
        topic=topic,
        body=[("rich_text", "<p>Waarom dit telt.</p>")],
        essay_title="Leren is werken",
        essay=[("rich_text", "<p>Ik leer elke dag.</p>")],
        ambassador=[("person", {"name": "Fatima", "role": "ambassadeur", "portrait": ImageFactory()})],
        examples=[("koploper", example)],
        videos=[("video", video)],
    )
    page = look_at(theme.get_absolute_url())
    assert text(page, "h1") == "Leren in de praktijk"
    assert texts(page, "article.prose > h2") == ["Leren is werken"]
    assert text(page, "aside .person__name") == "Fatima"
    assert card_titles(page) == ["Leren in de wijk"]
    assert links(page, ".video") == ["https://youtu.be/aaaaaaaaaaa"]
    assert "Waarom dit telt." in text(page)


def test_a_theme_page_shows_everything_with_its_topic_newest_first(topic):
    ThemePageFactory(title="Leren", topic=topic)
    EventFactory(title="Sessie straks", topics=[topic])
    NewsPageFactory(title="Nieuws van 2018", topics=[topic])
    PactFactory(title="Pact van 2015", topics=[topic])
    NewsPageFactory(title="Over iets anders", topics=[TopicFactory()])
    fill_index()
    assert texts(look_at("/themas/leren/"), ".related a") == [
        "Sessie straks",
        "Nieuws van 2018",
        "Pact van 2015",
    ]


def test_a_theme_page_counts_what_it_holds(topic):
    examples = [("koploper", KoploperPageFactory()), ("koploper", KoploperPageFactory(live=False))]
    text = [("rich_text", "<p>Ik leer elke dag.</p>")]
    ThemePageFactory(title="Leren", topic=topic, essay=text, examples=examples)
    assert jumps(look_at("/themas/leren/")) == ["Het verhaal", "1 koploper"]


def test_a_theme_page_shows_no_drafts(topic):
    theme = ThemePageFactory(title="Leren", topic=topic)
    for number, factory in enumerate([EventFactory, NewsPageFactory, PactFactory, KoploperPageFactory]):
        page = factory(title=f"Geheim {number}", topics=[topic])
        fill_index()
        page.unpublish()
    theme.examples = [("koploper", page)]
    theme.save()
    page = look_at("/themas/leren/")
    assert "Geheim" not in str(page)
    assert texts(page, ".empty h2") == ["Hier hoort nog niets bij"]


def test_everything_about_a_topic_takes_a_query_for_the_index_and_one_for_each_kind(
    topic, django_assert_num_queries
):
    for factory in (EventFactory, NewsPageFactory, PactFactory, KoploperPageFactory):
        factory.create_batch(2, topics=[topic])
    fill_index()
    with django_assert_num_queries(7):
        assert len(items_about(topic)) == 8


def test_a_topic_has_one_theme_page(topic):
    ThemePageFactory(topic=topic)
    with pytest.raises(ValidationError) as error:
        ThemePageFactory.build(topic=topic, title="Nog een", slug="nog-een").full_clean(
            exclude=["path", "depth", "content_type", "url_path", "numchild"]
        )
    assert "topic" in error.value.error_dict

"""An editor writes a news item and puts it on the site."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from koplopers.models import KoploperIndexPage, KoploperPage
from tests.factories import (
    NewsIndexPageFactory,
    NewsPageFactory,
    RegionFactory,
    TopicFactory,
    site_tree,
    without_pages,
)
from tests.forms import AUTOSAVE, news_form
from zorgpact.cms.models import StandardPage
from zorgpact.home.models import HomePage
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.themes.models import ThemeIndexPage, ThemePage


@pytest.fixture
def index(db):
    site_tree()
    return NewsIndexPage.objects.get()


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


def add_url(index):
    return reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])


def test_an_editor_publishes_an_article_that_visitors_read(editor, client, index):
    region, topic = RegionFactory(), TopicFactory(name="Gezond werken")
    form = news_form(regions=[str(region.pk)], topics='"Gezond werken", "Verzonnen"')
    answer = editor.post(add_url(index), {**form, "action-publish": "1"})
    assert answer.status_code == 302
    page = NewsPage.objects.published().get()
    assert (list(page.regions.all()), list(page.topics.all())) == ([region], [topic])
    answer = client.get("/nieuws/leerhuis-open/")
    assert "Leerhuis open" in answer.content.decode()
    assert not answer.cookies


def test_a_draft_is_not_found_by_visitors(editor, client, index):
    editor.post(add_url(index), news_form())
    assert NewsPage.objects.get().live is False
    assert client.get("/nieuws/leerhuis-open/").status_code == 404


def test_an_article_saves_itself_without_a_second_page(editor, index):
    first = editor.post(add_url(index), news_form(), headers=AUTOSAVE).json()
    again = {**news_form(title="Andere titel"), "overwrite_revision_id": first["revision_id"]}
    second = editor.post(first["url"], again, headers=AUTOSAVE).json()
    assert (second["success"], second["pk"], NewsPage.objects.count()) == (True, first["pk"], 1)
    assert len(NewsPage.objects.get().get_latest_revision_as_object().body) == 1


def test_the_preview_shows_an_article_before_it_is_saved(editor, index):
    path = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", index.pk])
    assert editor.post(path, news_form()).json()["is_valid"]
    assert "Leerhuis open" in editor.get(path).content.decode()


def test_a_picture_without_a_description_is_refused_with_a_reason(editor, index):
    body = streamfield([("image", {"image": "", "alt": "", "caption": ""})])
    answer = editor.post(add_url(index), {**news_form(body=body), "action-publish": "1"})
    assert answer.status_code == 200
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize(
    ("model", "parent", "slug", "is_free"),
    [
        (StandardPage, HomePage, "agenda", False),
        (StandardPage, HomePage, "admin", False),
        (StandardPage, HomePage, "agenda-2027", True),
        (NewsPage, NewsIndexPage, "feed", False),
        (NewsPage, NewsIndexPage, "agenda", True),
    ],
)
def test_a_page_cannot_take_an_address_that_the_site_uses(editor, index, model, parent, slug, is_free):
    meta = model._meta
    path = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.objects.get().pk])
    answer = editor.post(path, {**news_form(slug=slug), "action-publish": "1"})
    assert model.objects.filter(slug=slug).exists() == is_free
    if not is_free:
        assert answer.context["form"].errors == {"slug": ["Dit adres gebruikt de site zelf. Kies een ander."]}


def test_the_explorer_shows_articles_in_their_place(editor, index):
    page = NewsPageFactory(title="Leerhuis open")
    answer = editor.get(reverse("wagtailadmin_explore", args=[index.pk]))
    assert page.title in answer.content.decode()
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_topics_are_suggested_while_typing(editor):
    TopicFactory(name="Gezond werken")
    path = reverse("wagtailadmin_tag_model_autocomplete", args=["taxonomy", "topic"])
    assert editor.get(path, {"term": "gez"}).json() == ["Gezond werken"]


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (HomePage, {StandardPage, NewsIndexPage, ThemeIndexPage, KoploperIndexPage}),
        (NewsIndexPage, {NewsPage}),
        (ThemeIndexPage, {ThemePage}),
        (KoploperIndexPage, {KoploperPage}),
        (StandardPage, {StandardPage}),
        (NewsPage, set()),
    ],
)
def test_each_page_has_its_place_in_the_tree(parent, children):
    assert set(parent.creatable_subpage_models()) == children


def test_a_second_overview_of_news_cannot_be_made(index):
    assert not NewsIndexPage.can_create_at(HomePage.objects.get())
    assert NewsIndexPageFactory._meta.model.objects.count() == 1


def test_nothing_but_a_home_page_stands_at_the_root(db):
    without_pages()
    root = Page.get_first_root_node().specific
    creatable = [model for model in type(root).creatable_subpage_models() if model.can_create_at(root)]
    assert creatable == [HomePage]

"""How a page is found: in few queries, and never past what shields it."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.factories import ImageFactory, NewsPageFactory, StandardPageFactory, home_page, site_tree
from tests.pages import links, look_at, text, texts
from zorgpact.home.models import HomePage
from zorgpact.news.models import NewsPage

pytestmark = pytest.mark.django_db
SECRET = "Alleen voor de stuurgroep"


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def shield(page, kind=PageViewRestriction.PASSWORD, **fields):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def nested_pages(depth: int):
    parent = home_page()
    for level in range(1, depth + 1):
        parent = StandardPageFactory(parent=parent, title=f"Laag {level}")
    return parent


def find(path: str):
    """The page at a path, as the home page finds it."""
    return HomePage.objects.get().route(None, path.strip("/").split("/")).page


def test_an_article_is_found_with_what_it_shows_in_five_queries(django_assert_num_queries):
    """Home, the overview twice (of which kind it is), the article, and the sizes of its cover."""
    page = NewsPageFactory(cover=ImageFactory())
    find(page.get_absolute_url())  # Django remembers the content types
    with django_assert_num_queries(5):
        found = find(page.get_absolute_url())
        assert (type(found), found.cover, list(found.cover.renditions.all())) == (NewsPage, page.cover, [])


def test_a_level_more_costs_a_query_more_and_breadcrumbs_none(django_assert_num_queries):
    page = nested_pages(3)
    with django_assert_num_queries(5):
        found = find(page.get_absolute_url())
        assert [step.title for step in found.trail[1:]] == ["Laag 1", "Laag 2"]


def test_breadcrumbs_lead_up_to_home():
    nested_pages(3)
    page = look_at("/laag-1/laag-2/laag-3/")
    assert texts(page, ".breadcrumbs [itemprop=name]") == ["Home", "Laag 1", "Laag 2", "Laag 3"]
    assert links(page, ".breadcrumbs") == ["/", "/laag-1/", "/laag-1/laag-2/"]


def test_breadcrumbs_skip_a_parent_that_was_taken_back():
    page = nested_pages(2)
    page.get_parent().specific.unpublish()
    assert texts(look_at("/laag-1/laag-2/"), ".breadcrumbs [itemprop=name]") == ["Home", "Laag 2"]


def test_the_home_page_is_found_at_the_root():
    assert text(look_at("/"), "h1") == home_page().headline


def test_a_draft_is_not_found(client):
    page = NewsPageFactory(title="Nog geheim", live=False)
    response = client.get(page.get_absolute_url())
    assert response.status_code == 404
    assert "Nog geheim" not in response.content.decode()


@pytest.mark.parametrize("path", ["bestaat-niet/", "nieuws/bestaat-niet/", "nieuws/nieuws/", "voorpagina/"])
def test_an_unknown_address_is_told_in_the_style_of_the_site(client, path):
    response = client.get(f"/{path}")
    assert response.status_code == 404
    assert "<h1>Deze bladzijde is er niet (meer)</h1>" in response.content.decode()


def test_a_name_in_the_middle_may_not_be_left_out(client):
    nested_pages(2)
    assert client.get("/laag-2/").status_code == 404


def test_the_closing_slash_is_added(client):
    response = client.get("/nieuws")
    assert (response.status_code, response["Location"]) == (301, "/nieuws/")


# --- Shielded pages ---------------------------------------------------------------------------------------


def test_a_page_with_a_password_asks_for_it_and_tells_nothing(client):
    page = NewsPageFactory(title=SECRET, introduction="Het tekort is dubbel zo groot.")
    shield(page, password="samen")
    response = client.get(page.get_absolute_url())
    body = response.content.decode()
    assert response.status_code == 200
    assert "<h1>Deze bladzijde is afgeschermd</h1>" in body
    assert (SECRET in body, "dubbel" in body) == (False, False)


def test_a_child_of_a_shielded_page_is_shielded(client):
    page = NewsPageFactory(title=SECRET)
    shield(page.get_parent(), password="samen")
    body = client.get(page.get_absolute_url()).content.decode()
    assert ("Deze bladzijde is afgeschermd" in body, SECRET in body) == (True, False)


def password_form(client, page):
    form = look_at(page.get_absolute_url(), client).select_one("main form")
    return form["action"], form.select_one("[name=return_url]")["value"]


def test_the_right_password_opens_the_page(client):
    page = NewsPageFactory(title=SECRET)
    shield(page, password="samen")
    action, back = password_form(client, page)
    response = client.post(action, {"password": "samen", "return_url": back})
    assert (response.status_code, response["Location"]) == (302, page.get_absolute_url())
    assert text(look_at(page.get_absolute_url(), client), "h1") == SECRET


def test_a_wrong_password_opens_nothing_and_is_told(client):
    page = NewsPageFactory(title=SECRET)
    shield(page, password="samen")
    action, back = password_form(client, page)
    body = client.post(action, {"password": "fout", "return_url": back}).content.decode()
    assert ("wachtwoord" in body.lower(), "field--error" in body, SECRET in body) == (True, True, False)
    assert SECRET not in client.get(page.get_absolute_url()).content.decode()


def test_a_page_for_who_is_logged_in_leads_to_the_one_login(client, bram, signed_in):
    page = NewsPageFactory(title=SECRET)
    shield(page, PageViewRestriction.LOGIN)
    response = client.get(page.get_absolute_url(), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert SECRET not in response.content.decode()
    assert text(look_at(page.get_absolute_url(), signed_in(bram)), "h1") == SECRET


def test_a_page_for_a_group_is_closed_to_who_is_not_in_it(bram, eva, signed_in):
    page = NewsPageFactory(title=SECRET)
    shield(page, PageViewRestriction.GROUPS).groups.set(eva.groups.all())
    response = signed_in(bram).get(page.get_absolute_url())
    assert (response.status_code, SECRET in response.content.decode()) == (302, False)
    assert text(look_at(page.get_absolute_url(), signed_in(eva)), "h1") == SECRET


# --- Aliases ----------------------------------------------------------------------------------------------


def test_an_alias_shows_what_its_source_shows():
    page = StandardPageFactory(title="Over ons")
    page.create_alias(parent=home_page(), update_slug="over-ons-ook")
    assert text(look_at("/over-ons-ook/"), "h1") == "Over ons"


@pytest.mark.parametrize("is_above", [False, True])
def test_an_alias_of_a_shielded_page_asks_for_the_password_too(client, is_above):
    page = StandardPageFactory(title=SECRET)
    child = StandardPageFactory(title=SECRET, parent=page, slug="onder") if is_above else None
    alias = page.create_alias(parent=home_page(), update_slug="ook", recursive=True)
    shield(page, password="samen")
    address = alias.specific.get_absolute_url() + ("onder/" if child else "")
    body = client.get(address).content.decode()
    assert ("Deze bladzijde is afgeschermd" in body, SECRET in body) == (True, False)

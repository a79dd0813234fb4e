"""Who may not edit a draft does not find it where something is chosen either."""

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests.factories import (
    ActionFactory,
    AmbitionFactory,
    EventFactory,
    NewsPageFactory,
    OrganisationFactory,
    PactFactory,
    PlanFactory,
    RegionFactory,
    UserFactory,
    site_tree,
)
from zorgpact.users.roles import EDITORS, ORGANISERS

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]

HIDDEN = [OrganisationFactory, PactFactory, PlanFactory, AmbitionFactory, RegionFactory]  # of an organiser
SEARCHED = [OrganisationFactory, PactFactory, PlanFactory, RegionFactory]
PAGES = reverse("wagtailadmin_choose_page")
FOUND = reverse("wagtailadmin_choose_page_search")


def member(signed_in, role):
    return signed_in(UserFactory(groups=[Group.objects.get(name=role)]))


@pytest.fixture
def organiser(signed_in):
    return member(signed_in, ORGANISERS)


@pytest.fixture
def editor(signed_in):
    return member(signed_in, EDITORS)


def chooser(row, view, *args):
    return reverse(f"{row.snippet_viewset.get_chooser_admin_url_namespace()}:{view}", args=args)


def seen(client, address, **query):
    """Which of the two can be read there."""
    text = client.get(address, query).text
    return [name for name in ("Openbaar", "Geheim") if name in text]


def live_and_draft(factory):
    return factory(title="Openbaar stuk"), factory(title="Geheim stuk", live=False)


@pytest.mark.parametrize("view", ["choose", "choose_results"])
@pytest.mark.parametrize("factory", HIDDEN)
def test_a_draft_is_hidden_from_who_may_not_change_it(organiser, factory, view):
    row, _ = live_and_draft(factory)
    assert seen(organiser, chooser(row, view)) == ["Openbaar"]


@pytest.mark.parametrize("factory", SEARCHED)
def test_a_draft_is_not_found_by_who_may_not_change_it(organiser, factory):
    row, _ = live_and_draft(factory)
    assert seen(organiser, chooser(row, "choose_results"), q="stuk") == ["Openbaar"]


@pytest.mark.parametrize("factory", [*HIDDEN, ActionFactory, EventFactory])
def test_an_editor_sees_drafts(editor, factory):
    row, _ = live_and_draft(factory)
    assert seen(editor, chooser(row, "choose_results")) == ["Openbaar", "Geheim"]


def test_an_organiser_sees_drafts_of_actions(organiser):
    row, _ = live_and_draft(ActionFactory)
    assert seen(organiser, chooser(row, "choose_results")) == ["Openbaar", "Geheim"]


def test_who_knows_the_number_of_a_draft_does_not_read_its_title_by_it(organiser):
    row, draft = live_and_draft(PactFactory)
    assert organiser.get(chooser(row, "chosen", row.pk)).status_code == 200
    assert organiser.get(chooser(row, "chosen", draft.pk)).status_code == 404
    several = organiser.get(chooser(row, "chosen_multiple"), {"id": [row.pk, draft.pk]})
    assert [one["string"] for one in json.loads(several.content)["result"]] == ["Openbaar stuk"]


@pytest.mark.parametrize("number", ["root", "\u00b2", "0", "9" * 30])
def test_what_is_no_number_of_a_row_is_not_chosen(organiser, number):
    row, _ = live_and_draft(PactFactory)
    assert organiser.get(chooser(row, "chosen", number)).status_code == 404
    several = organiser.get(chooser(row, "chosen_multiple"), {"id": [row.pk, number]})
    assert [one["string"] for one in json.loads(several.content)["result"]] == ["Openbaar stuk"]


# --- Pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def overview():
    site_tree()
    page, _ = live_and_draft(NewsPageFactory)
    return page.get_parent()


def children(overview):
    return reverse("wagtailadmin_choose_page_child", args=[overview.pk])


def test_who_edits_no_pages_chooses_from_those_that_visitors_see(organiser, overview):
    assert seen(organiser, children(overview)) == ["Openbaar"]
    assert seen(organiser, FOUND, q="stuk") == ["Openbaar"]


def test_an_editor_chooses_from_all_pages(editor, overview):
    assert seen(editor, children(overview)) == ["Openbaar", "Geheim"]
    assert seen(editor, FOUND, q="stuk") == ["Openbaar", "Geheim"]


def test_who_edits_one_part_sees_the_drafts_of_that_part(signed_in, overview):
    """Of somebody who edits the news alone."""
    group = Group.objects.get(name=ORGANISERS)
    permission = GroupPagePermission.objects.filter(permission__codename="change_page").first().permission
    GroupPagePermission.objects.create(group=group, page=overview, permission=permission)
    client = signed_in(UserFactory(groups=[group]))
    assert seen(client, children(overview)) == ["Openbaar", "Geheim"]


@pytest.fixture
def drafts(overview):
    """A live page and a draft."""
    pages = list(overview.get_children().order_by("-live"))
    assert [page.live for page in pages] == [True, False]
    return pages


def chosen_titles(client, pks):
    answer = client.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": pks})
    return [one["adminTitle"] for one in json.loads(answer.content)["result"]]


def test_who_knows_the_number_of_a_draft_page_does_not_choose_it(organiser, editor, drafts):
    pks = [page.pk for page in drafts]
    assert chosen_titles(organiser, pks) == ["Openbaar stuk"]
    assert sorted(chosen_titles(editor, pks)) == ["Geheim stuk", "Openbaar stuk"]


def test_who_knows_the_number_of_a_draft_page_does_not_stand_at_it(organiser, editor, drafts):
    at = [reverse("wagtailadmin_choose_page_child", args=[page.pk]) for page in drafts]
    assert [organiser.get(address).status_code for address in at] == [200, 404]
    assert "Geheim" not in organiser.get(at[1]).text
    assert [editor.get(address).status_code for address in at] == [200, 200]


def test_what_is_no_number_of_a_page_is_not_chosen(editor, drafts):
    assert chosen_titles(editor, [drafts[0].pk, "x", "", "-1", "\u00b2", "9" * 30]) == ["Openbaar stuk"]


@pytest.mark.parametrize(
    "view", ["wagtailadmin_choose_page_chosen_multiple", "wagtailadmin_choose_page_child"]
)
def test_who_is_not_in_the_admin_chooses_no_page(client, signed_in, bram, editor, drafts, view):
    address = reverse(view, args=[drafts[0].pk] if view.endswith("child") else [])
    assert client.get(address).headers["Location"].startswith(reverse("account_login"))
    assert signed_in(bram).get(address).status_code == 403
    assert editor.post(address).status_code == 405

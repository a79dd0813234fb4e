"""Who may not edit a draft does not find it where something is chosen either."""

import json

import pytest
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
from zorgpact.users.roles import EDITORS, ORGANISERS, ensure_roles

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]

HIDDEN = [OrganisationFactory, PactFactory, PlanFactory, AmbitionFactory, RegionFactory]  # of an organiser
SEARCHED = [OrganisationFactory, PactFactory, PlanFactory, RegionFactory]
PAGES = reverse("wagtailadmin_choose_page")
FOUND = reverse("wagtailadmin_choose_page_search")


def member(signed_in, role):
    return signed_in(UserFactory(groups=[ensure_roles()[role]]))


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
    group = ensure_roles()[ORGANISERS]
    permission = GroupPagePermission.objects.filter(permission__codename="change_page").first().permission
    GroupPagePermission.objects.create(group=group, page=overview, permission=permission)
    client = signed_in(UserFactory(groups=[group]))
    assert seen(client, children(overview)) == ["Openbaar", "Geheim"]

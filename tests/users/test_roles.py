"""The groups and their rights."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from zorgpact.users.roles import ADMINISTRATORS, EDITORS, ORGANISERS, ensure_roles

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def member_of(group: str):
    user = get_user_model().objects.create_user(group.lower(), f"{group.lower()}@example.org", "demo")
    user.groups.add(ensure_roles()[group])
    return user


def rights() -> list:
    return [
        sorted(Group.objects.values_list("name", "permissions__codename")),
        sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        sorted(GroupCollectionPermission.objects.values_list("group", "collection", "permission")),
    ]


def test_making_the_roles_again_changes_nothing():
    ensure_roles()
    before = rights()
    ensure_roles()
    assert rights() == before


def test_a_right_that_an_administrator_added_stays():
    group = ensure_roles()[ORGANISERS]
    permission = ensure_roles()[EDITORS].permissions.get(codename="add_topic")
    group.permissions.add(permission)
    ensure_roles()
    assert permission in group.permissions.all()


def test_an_editor_publishes_every_page():
    root = Page.get_first_root_node()
    assert root.permissions_for_user(member_of(EDITORS)).can_publish_subpage()


@pytest.mark.parametrize(
    "right",
    [
        "wagtailadmin.access_admin",
        "taxonomy.add_topic",
        "pacts.publish_pact",
        "pacts.change_plan",
        "agenda.delete_action",
        "pacts.publish_region",
        "events.publish_event",
    ],
)
def test_an_editor_manages_content(right):
    assert member_of(EDITORS).has_perm(right)


@pytest.mark.parametrize("right", ["events.view_registration", "users.change_user", "auth.change_group"])
def test_an_editor_sees_no_personal_data_and_gives_no_rights(right):
    assert not member_of(EDITORS).has_perm(right)


def test_nobody_adds_or_removes_a_region():
    editor = member_of(EDITORS)
    assert [editor.has_perm("pacts.add_region"), editor.has_perm("pacts.delete_region")] == [False, False]


@pytest.mark.parametrize("group", [ORGANISERS, ADMINISTRATORS])
def test_who_runs_sessions_sees_the_registrations(group):
    assert member_of(group).has_perm("events.view_registration")


def test_an_organiser_does_not_touch_pages():
    root = Page.get_first_root_node()
    assert not root.permissions_for_user(member_of(ORGANISERS)).can_add_subpage()

"""An administrator keeps accounts, and gets no further than his own rights by it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry, Page

from tests.accounts.codes import with_app
from tests.accounts.conftest import PASSWORD
from tests.factories import UserFactory
from tests.pages import look_at, texts
from zorgpact.accounts.models import AccountMail
from zorgpact.users.models import User
from zorgpact.users.roles import ADMINISTRATORS, EDITORS, ORGANISERS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def admin(dora, signed_in):
    """The browser of an administrator who is no superuser."""
    return signed_in(dora)


@pytest.fixture
def boss(roles):
    """Somebody with a right that administrators lack."""
    user = UserFactory(username="boss", email="boss@example.org")
    group = Group.objects.create(name="Bovenbazen")
    group.permissions.add(*Permission.objects.filter(codename__in=["access_admin", "delete_site"]))
    user.groups.add(group)
    return user


def edit_url(user) -> str:
    return reverse("wagtailusers_users:edit", args=[user.pk])


def form_of(user, **changes) -> dict:
    roles = list(user.groups.values_list("pk", flat=True))
    is_active = {"is_active": "on"} if user.is_active else {}
    names = {"email": user.email, "first_name": user.first_name or "A", "last_name": user.last_name or "B"}
    return {**names, "groups": roles, **is_active, **changes}


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


# --- Inviting -----------------------------------------------------------------------------------------------


def invite(client, **changes):
    form = {"email": "nina@example.org", "first_name": "Nina", "last_name": "Nieuw", **changes}
    return client.post(reverse("wagtailusers_users:add"), form)


def test_somebody_is_invited_by_address_name_and_role(admin, roles, delivered):
    assert invite(admin, groups=[roles[EDITORS].pk]).status_code == 302
    nina = User.objects.get(email="nina@example.org")
    assert (nina.username, nina.is_active, nina.has_usable_password()) == ("nina@example.org", False, False)
    assert list(nina.groups.all()) == [roles[EDITORS]]
    assert [message.to for message in delivered()] == [["nina@example.org"]]


def test_the_form_asks_no_password_and_no_user_name(admin):
    fields = {
        field["name"] for field in look_at(reverse("wagtailusers_users:add"), admin).select("main [name]")
    }
    assert fields & {"password1", "password2", "username", "is_superuser"} == set()


@pytest.mark.parametrize("address", ["ED@example.org", "geen adres", "x" * 145 + "@example.org", ""])
def test_an_address_that_cannot_be_used_is_said(admin, ed, address):
    answer = invite(admin, email=address)
    assert (answer.status_code, User.objects.filter(first_name="Nina").exists()) == (200, False)
    assert "Nina" in answer.text


def test_who_has_no_password_yet_is_invited_again(admin, delivered, signed_in):
    invite(admin)
    nina = User.objects.get(email="nina@example.org")
    page = str(look_at(reverse("wagtailusers_users:index"), admin))
    address = reverse("invite_again", args=[nina.pk])
    assert address in page
    assert len(delivered()) == 1
    assert admin.get(address).status_code == 200
    assert delivered() == []
    admin.post(address)
    assert len(delivered()) == 1


def test_who_has_a_password_is_not_invited_again(admin, ed, delivered):
    admin.post(reverse("invite_again", args=[ed.pk]))
    assert delivered() == []
    assert reverse("invite_again", args=[ed.pk]) not in str(
        look_at(reverse("wagtailusers_users:index"), admin)
    )


@pytest.mark.parametrize("view", ["invite_again", "erase_second_step"])
def test_only_an_administrator_helps_somebody_in(client, ed, dora, signed_in, view):
    with_app(ed)
    address = reverse(view, args=[ed.pk])
    assert client.post(address)["Location"].startswith("/account/inloggen/")
    assert signed_in(ed).post(address)["Location"] == "/admin/"
    assert ed.authenticator_set.count() == 2
    assert signed_in(dora).put(address).status_code == 405
    assert signed_in(dora).get(reverse(view, args=[0])).status_code == 404


@pytest.mark.parametrize("change", [{"is_active": "on"}])
def test_nobody_is_active_without_a_password(admin, change):
    invite(admin)
    nina = User.objects.get(email="nina@example.org")
    answer = admin.post(edit_url(nina), form_of(nina, **change))
    assert "Dit account heeft nog geen wachtwoord." in answer.text
    assert not fresh(nina).is_active


def test_nobody_is_made_active_in_bulk_without_a_password(admin):
    invite(admin)
    nina = User.objects.get(email="nina@example.org")
    bulk(admin, "set_active_state", nina, mark_as_active="True")
    assert not fresh(nina).is_active


def test_nobody_is_copied(admin, ed):
    """A copy would have the rights of another, unseen."""
    assert admin.get(f"/admin/users/copy/{ed.pk}/").status_code == 404
    assert "/users/copy/" not in admin.get(reverse("wagtailusers_users:index")).text


def test_another_address_is_told_at_the_old_one_and_ends_links(admin, ed, delivered):
    admin.post(edit_url(ed), form_of(ed, email="ander@example.org"))
    (message,) = delivered()
    assert (message.to, message.subject) == (["ed@example.org"], "Je e-mailadres bij Zorgpact is gewijzigd")
    assert (fresh(ed).email, fresh(ed).username) == ("ander@example.org", "ed")


def test_the_second_step_of_who_lost_it_is_erased_and_told(admin, ed, delivered):
    with_app(ed)
    address = reverse("erase_second_step", args=[ed.pk])
    assert address in str(look_at(reverse("wagtailusers_users:index"), admin))
    assert "bel terug op een nummer dat je al had" in str(look_at(address, admin))
    admin.post(address)
    assert ed.authenticator_set.count() == 0
    assert [message.to for message in delivered()] == [["ed@example.org"]]


def test_the_list_tells_who_has_a_second_step_in_as_many_queries_for_more(
    admin, ed, django_assert_max_num_queries
):
    with_app(ed)
    page = look_at(reverse("wagtailusers_users:index"), admin)
    assert {"Account", "Tweede stap", "E-mailadres"} <= set(texts(page, "th"))
    UserFactory.create_batch(5)
    with django_assert_max_num_queries(15):
        look_at(reverse("wagtailusers_users:index"), admin)


# --- No further than one's own rights -----------------------------------------------------------------------


def bulk(client, action: str, *people, **form):
    ids = "&".join(f"id={user.pk}" for user in people)
    return client.post(f"/admin/bulk/users/user/{action}/?{ids}", form)


def test_an_administrator_makes_no_superuser(admin, ed):
    invite(admin, is_superuser="on")
    admin.post(edit_url(ed), form_of(ed, is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_does_not_make_himself_one(admin, dora):
    admin.post(edit_url(dora), form_of(dora, is_superuser="on"))
    assert not fresh(dora).is_superuser


def test_a_superuser_makes_one(root, ed, signed_in):
    signed_in(root).post(edit_url(ed), form_of(ed, is_superuser="on"))
    assert fresh(ed).is_superuser


@pytest.mark.parametrize("above", ["root", "boss"])
def test_who_has_more_rights_is_not_touched(admin, roles, above, request, delivered):
    user = request.getfixturevalue(above)
    with_app(user)
    before = User.objects.filter(pk=user.pk).values().get()
    answers = [
        admin.get(edit_url(user)),
        admin.post(edit_url(user), form_of(user, email="van-mij@example.org")),
        admin.get(reverse("wagtailusers_users:delete", args=[user.pk])),
        admin.post(reverse("wagtailusers_users:delete", args=[user.pk])),
        admin.post(reverse("invite_again", args=[user.pk])),
        admin.post(reverse("erase_second_step", args=[user.pk])),
        bulk(admin, "assign_role", user, role=roles[EDITORS].pk),
        bulk(admin, "set_active_state", user, mark_as_active="False"),
    ]
    bulk(admin, "delete", user)
    assert {(answer.status_code, answer.get("Location")) for answer in answers} == {(302, "/admin/")}
    assert User.objects.filter(pk=user.pk).values().get() == before
    assert (user.authenticator_set.count(), delivered()) == (2, [])
    assert roles[EDITORS] not in user.groups.all()


def test_whoever_is_in_a_bulk_protects_the_others(admin, ed, root):
    bulk(admin, "set_active_state", ed, root, mark_as_active="False")
    assert (fresh(ed).is_active, fresh(root).is_active) == (True, True)


def test_an_administrator_blocks_and_deletes_an_editor(admin, ed):
    bulk(admin, "set_active_state", ed, mark_as_active="False")
    assert not fresh(ed).is_active
    bulk(admin, "delete", ed)
    assert not User.objects.filter(pk=ed.pk).exists()


def test_a_role_with_more_rights_is_not_given(admin, ed, dora, boss):
    group = Group.objects.get(name="Bovenbazen")
    for user in (ed, dora):
        answer = admin.post(edit_url(user), form_of(user, groups=[group.pk]))
        assert "Een rol met rechten die je zelf niet hebt, kun je niet geven: Bovenbazen." in answer.text
        bulk(admin, "assign_role", user, role=group.pk)
    invite(admin, groups=[group.pk])
    assert [user.username for user in group.user_set.all()] == ["boss"]


def test_the_roles_of_the_site_are_given(admin, ed, roles):
    given = [roles[name].pk for name in (EDITORS, ORGANISERS, ADMINISTRATORS)]
    admin.post(edit_url(ed), form_of(ed, groups=given))
    assert set(ed.groups.values_list("pk", flat=True)) == set(given)


# --- Groups -------------------------------------------------------------------------------------------------


PANELS = ("page_permissions", "collection_permissions", "image_permissions", "document_permissions")


def group_form(group: Group, permissions, **changes) -> dict:
    form = {"name": group.name, "permissions": [permission.pk for permission in permissions], **changes}
    for panel in PANELS:
        form |= {f"{panel}-TOTAL_FORMS": 0, f"{panel}-INITIAL_FORMS": 0, f"{panel}-MAX_NUM_FORMS": 1000}
    return form | changes


@pytest.fixture
def helpers(roles):
    group = Group.objects.create(name="Hulpen")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


def right(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


def change(client, group: Group, *codenames: str, **changes):
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    return client.post(address, group_form(group, map(right, codenames), **changes))


def codenames(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


def test_an_administrator_gives_a_group_rights_that_he_has(admin, helpers):
    assert change(admin, helpers, "access_admin", "add_topic").status_code == 302
    assert codenames(helpers) == {"access_admin", "add_topic"}


def test_an_administrator_gives_no_group_a_right_that_he_lacks(admin, helpers):
    answer = change(admin, helpers, "access_admin", "delete_site", name="Hulp")
    assert "Je kunt geen rechten geven die je zelf niet hebt: wagtailcore.delete_site." in answer.text
    assert (codenames(helpers), 'value="Hulp"' in answer.text) == ({"access_admin"}, True)
    assert Group.objects.filter(name="Hulpen").exists()


def test_a_right_that_a_group_had_may_stay(admin, helpers):
    helpers.permissions.add(right("delete_site"))
    assert change(admin, helpers, "access_admin", "delete_site", "add_topic").status_code == 302
    assert codenames(helpers) == {"access_admin", "delete_site", "add_topic"}


def test_a_new_group_gets_no_right_that_its_maker_lacks(admin, roles):
    form = group_form(Group(name="Nieuw"), [right("delete_site")])
    assert admin.post(reverse("wagtailusers_groups:add"), form).status_code == 200
    assert not Group.objects.filter(name="Nieuw").exists()


def test_pages_below_which_one_has_no_rights_are_not_given(admin, helpers, roles):
    root = Page.get_first_root_node()
    given = {
        "page_permissions-TOTAL_FORMS": 1,
        "page_permissions-0-page": root.pk,
        "page_permissions-0-permissions": ["publish_page"],
    }
    assert change(admin, helpers, "access_admin", **given).status_code == 302
    assert helpers.page_permissions.count() == 1
    helpers.page_permissions.all().delete()
    GroupPagePermission.objects.filter(
        group=roles[ADMINISTRATORS], permission__codename="publish_page"
    ).delete()
    assert change(admin, helpers, "access_admin", **given).status_code == 200
    assert helpers.page_permissions.count() == 0


def test_a_superuser_gives_any_right(root, helpers, signed_in):
    change(signed_in(root), helpers, "delete_site")
    assert codenames(helpers) == {"delete_site"}


@pytest.mark.parametrize("view", ["wagtailusers_groups:edit", "wagtailusers_users:edit"])
def test_an_editor_keeps_no_accounts(ed, signed_in, helpers, view):
    answer = signed_in(ed).post(
        reverse(view, args=[helpers.pk if "groups" in view else ed.pk]), {"name": "x"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


# --- What is written down -----------------------------------------------------------------------------------


def logged(action: str) -> list[tuple]:
    entries = ModelLogEntry.objects.filter(action=action).order_by("pk")
    return [(entry.user and entry.user.username, entry.label, entry.message) for entry in entries]


def test_a_change_is_written_down_with_what_it_was(admin, ed, roles):
    admin.post(edit_url(ed), form_of(ed, email="ander@example.org", groups=[roles[ORGANISERS].pk]))
    told = "E-mailadres: ed@example.org → ander@example.org; rollen: Redacteurs → Organisatoren"
    assert logged("accounts.changed") == [("dora", "ed", told)]


def test_an_invitation_is_written_down(admin):
    invite(admin)
    assert logged("accounts.invited") == [
        ("dora", "nina@example.org", "Uitgenodigd om een wachtwoord te kiezen")
    ]
    assert "voornaam: — → Nina" in logged("accounts.changed")[0][2]


def test_what_happens_in_bulk_is_written_down(admin, ed, roles):
    bulk(admin, "assign_role", ed, role=roles[ORGANISERS].pk)
    bulk(admin, "set_active_state", ed, mark_as_active="False")
    bulk(admin, "delete", ed)
    assert [entry[2] for entry in logged("accounts.changed")] == [
        "Rol erbij: — → Organisatoren",
        "Actief: ja → nee",
    ]
    assert logged("wagtail.delete") == [("dora", "ed", "Verwijderd")]


def test_rights_of_a_group_are_written_down(admin, helpers):
    change(admin, helpers, "add_topic")
    told = "Erbij: taxonomy.add_topic; eraf: wagtailadmin.access_admin"
    assert logged("accounts.rights") == [("dora", "Hulpen", told)]


def test_logging_in_and_failing_to_are_written_down(ed, log_in):
    log_in("ed", "fout")
    log_in("niemand", "geheim wachtwoord")
    log_in("ed")
    assert logged("accounts.login_failed") == [
        (None, "ed", "Inloggen mislukt"),
        (None, "onbekende naam", "Inloggen mislukt"),
    ]
    assert logged("accounts.login") == [("ed", "ed", "Ingelogd")]
    assert "geheim wachtwoord" not in str(list(ModelLogEntry.objects.values()))


def test_a_wrong_code_is_written_down(ed, log_in):
    with_app(ed)
    log_in("ed").post(reverse("mfa_authenticate"), {"code": "123456"})
    assert [entry[1] for entry in logged("accounts.second_step_failed")] == ["ed"]


def test_the_second_step_on_and_off_are_written_down(ed, admin, log_in):
    with_app(ed)
    client = log_in("ed", client=None)
    client.force_login(ed)
    client.post("/account/bevestigen/", {"password": PASSWORD})
    client.post("/account/tweede-stap/app/uit/")
    with_app(ed)
    admin.post(reverse("erase_second_step", args=[ed.pk]))
    assert logged("accounts.second_step") == [
        ("ed", "ed", "Codes uit een app staan uit"),
        ("dora", "ed", "Tweede stap gewist door een beheerder"),
    ]
    assert AccountMail.objects.count() == 2


def test_the_history_of_the_site_shows_it(root, ed, log_in, signed_in):
    log_in("niemand", "fout")
    page = look_at("/admin/reports/site-history/", signed_in(root))
    assert any("Inloggen mislukt" in cell for cell in texts(page, "td"))

"""In production nobody uses the admin with a password alone. Setting up a second step, and losing it."""

import itertools

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.accounts.codes import SECRET, code, with_app
from tests.accounts.conftest import PASSWORD
from tests.addresses import admin_paths
from tests.pages import links, look_at, text, texts
from zorgpact.accounts.models import AccountMail

pytestmark = [pytest.mark.django_db, pytest.mark.once]
STEP = "/account/tweede-stap/"
OPEN = ("/admin/logout/", "/admin/login/", "/admin/password_reset/")


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED = True


@pytest.fixture
def editor(ed, log_in):
    """An editor's browser, logged in with a password and no more."""
    return log_in("ed")


def confirmed(client: Client) -> Client:
    """After typing the password once more, as one must before changing how one logs in."""
    client.post("/account/bevestigen/", {"password": PASSWORD})
    return client


def test_it_is_asked_for_in_production_only(settings):
    assert settings.MFA_REQUIRED is False  # these tests run with DEBUG=1, as `make run` does


def test_a_password_is_enough_where_it_is_not_asked_for(editor):
    assert editor.get("/admin/").status_code == 200


def test_nothing_of_the_admin_answers_without_a_second_step(required, editor):
    """By turns GET and POST: what leads away does not look at the method."""
    closed = [path for path in admin_paths() if not path.startswith(OPEN)]
    asked = zip(closed, itertools.cycle([editor.get, editor.post]), strict=False)
    answers = {path: ask(path, headers={"X-Requested-With": "XMLHttpRequest"}) for path, ask in asked}
    assert len(answers) > 200
    assert {path: each.status_code for path, each in answers.items() if each.get("Location") != STEP} == {}


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/users/", "/admin/pages/1/edit/preview/", "/admin/api/main/pages/"]
)
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_no_method_opens_the_admin_without_a_second_step(required, editor, path, method):
    assert getattr(editor, method)(path)["Location"] == STEP


def test_one_is_told_what_to_do(required, editor):
    page = look_at(STEP, editor)
    assert text(page, "h1") == "Zet eerst een tweede stap aan"
    assert {"/account/tweede-stap/app/", "/account/tweede-stap/sleutels/nieuw/"} <= set(links(page))


def test_one_may_always_log_out(required, editor):
    editor.post("/admin/logout/")
    assert "_auth_user_id" not in editor.session


def test_who_reads_only_needs_no_second_step(required, bram, log_in):
    assert log_in("bram", "demo").answer["Location"] == "/"


def test_codes_from_an_app_are_set_up_and_open_the_admin(required, editor, delivered):
    answer = editor.get("/account/tweede-stap/app/")
    assert answer["Location"].startswith("/account/bevestigen/")
    confirmed(editor)
    page = look_at("/account/tweede-stap/app/", editor)
    assert len(page.select(".account__square svg path")) == 1
    answer = editor.post("/account/tweede-stap/app/", {"code": code(text(page, ".account__steps code"))})
    assert answer["Location"] == "/account/tweede-stap/herstelcodes/"
    assert editor.get("/admin/").status_code == 200


def test_a_wrong_code_sets_nothing_up(editor):
    confirmed(editor).get("/account/tweede-stap/app/")
    answer = editor.post("/account/tweede-stap/app/", {"code": "000000"})
    assert "Deze code klopt niet." in answer.text
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_once(ed, editor):
    with_app(ed)
    confirmed(editor)
    codes = texts(look_at("/account/tweede-stap/herstelcodes/", editor), ".account__codes li")
    assert (len(codes), {len(each) for each in codes}) == (10, {8})
    again = look_at("/account/tweede-stap/herstelcodes/", editor)
    assert again.select(".account__codes") == []
    assert not any(each in str(again) for each in codes)


def test_new_recovery_codes_end_the_old_ones(ed, editor):
    with_app(ed)
    confirmed(editor)
    old = texts(look_at("/account/tweede-stap/herstelcodes/", editor), ".account__codes li")
    editor.post("/account/tweede-stap/herstelcodes/nieuw/")
    new = texts(look_at("/account/tweede-stap/herstelcodes/", editor), ".account__codes li")
    assert (len(new), set(old) & set(new)) == (10, set())


def test_who_takes_the_last_step_away_is_led_back(required, ed, editor, django_capture_on_commit_callbacks):
    with_app(ed)
    assert editor.get("/admin/").status_code == 200
    confirmed(editor).post("/account/tweede-stap/app/uit/")
    assert not Authenticator.objects.filter(user=ed).exists()
    assert editor.get("/admin/")["Location"] == STEP


def test_changing_how_one_logs_in_asks_the_password_again(ed, editor):
    with_app(ed)
    for address in ("app/uit/", "herstelcodes/nieuw/", "sleutels/nieuw/"):
        for ask in (editor.get, editor.post):
            assert ask(STEP + address)["Location"].startswith("/account/bevestigen/")
    assert Authenticator.objects.filter(user=ed, type="totp").exists()


def test_somebody_elses_key_is_not_found(ed, dora, editor):
    key = Authenticator.objects.create(
        user=dora, type="webauthn", data={"name": "Van Dora", "credential": {}}
    )
    confirmed(editor)
    for address in (f"sleutels/{key.pk}/", f"sleutels/{key.pk}/weg/"):
        assert editor.get(STEP + address).status_code == 404
        assert editor.post(STEP + address, {"name": "Van mij"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["", "app/", "app/uit/", "herstelcodes/", "herstelcodes/nieuw/", "sleutels/", "sleutels/nieuw/"],
)
def test_these_screens_are_for_who_is_logged_in(client, db, address):
    assert client.get(STEP + address)["Location"].startswith("/account/inloggen/")
    assert client.post(STEP + address)["Location"].startswith("/account/inloggen/")


def test_every_change_is_told_by_mail(ed, editor, delivered, django_capture_on_commit_callbacks):
    confirmed(editor).get("/account/tweede-stap/app/")
    secret = editor.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        editor.post("/account/tweede-stap/app/", {"code": code(secret)})
        editor.post("/account/tweede-stap/app/uit/")
    editor.post(
        "/account/wachtwoord/",
        {"oldpassword": PASSWORD, "password1": "heel ander wachtwoord", "password2": "heel ander wachtwoord"},
    )
    assert sorted(AccountMail.objects.values_list("kind", flat=True)) == [
        "password_changed",
        "totp_activated",
        "totp_deactivated",
    ]
    messages = delivered()
    assert {message.to[0] for message in messages} == {"ed@example.org"}
    assert all(
        "Was jij dit niet?" in message.body and "<style>" not in message.alternatives[0].content
        for message in messages
    )


def test_a_password_is_changed_with_the_old_one(ed, editor):
    new = {"password1": "heel ander wachtwoord", "password2": "heel ander wachtwoord"}
    answer = editor.post("/account/wachtwoord/", {"oldpassword": "fout", **new})
    assert "Dit is niet je wachtwoord van nu." in answer.text
    assert editor.post("/account/wachtwoord/", {"oldpassword": PASSWORD, **new})["Location"] == STEP
    ed.refresh_from_db()
    assert ed.check_password("heel ander wachtwoord")


def test_the_name_in_the_app_is_that_of_the_site(ed, editor):
    page = str(look_at("/account/bevestigen/", editor))
    assert "Bevestig dat jij het bent" in page
    assert SECRET not in page
    assert reverse("mfa_index") == STEP

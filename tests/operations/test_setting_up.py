"""A new site, from nothing to visitors."""

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from tests.factories import without_pages
from tests.pages import links, look_at, text, texts
from zorgpact.cms.models import StandardPage
from zorgpact.home.models import HomePage
from zorgpact.operations import setting_up
from zorgpact.operations.setting_up import check_administrator, check_mail, set_up
from zorgpact.users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def asked(settings, tmp_path, monkeypatch):
    """What is dear and tested elsewhere: it is only noted that it was asked for."""
    asked = []
    monkeypatch.setattr(setting_up, "refresh_reference", lambda report: asked.append("refresh_reference"))
    do = setting_up.call_command
    dear = {"migrate", "collectstatic", "update_index"}
    monkeypatch.setattr(
        setting_up,
        "call_command",
        lambda name, **options: asked.append(name) if name in dear else do(name, **options),
    )
    return asked


def test_a_new_site_can_be_visited_and_a_second_time_changes_nothing(asked, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "een lang wachtwoord")
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "els")
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "els@example.org")
    without_pages()
    assert set_up(lambda line: None) == []
    assert asked == ["migrate", "refresh_reference", "update_index", "collectstatic"]
    footer = links(look_at("/"), ".site-footer nav")
    for link in ("/plannen/", "/monitor/", "/monitor/cijfers/"):
        footer.remove(link)
    assert footer == ["/over/", "/contact/", "/toegankelijkheid/", "/privacy/", "/colofon/"]
    titles = [text(look_at(address), "h1") for address in footer]
    assert titles == ["Over deze site", "Contact", "Toegankelijkheid", "Privacy", "Colofon"]
    assert User.objects.get().username == "els"
    StandardPage.objects.filter(slug="over").update(title="Van ons")
    assert set_up(lambda line: None) == []
    assert asked[4:] == ["migrate", "refresh_reference", "collectstatic"]
    assert (HomePage.objects.count(), StandardPage.objects.count()) == (1, 5)
    assert text(look_at("/over/"), "h1") == "Van ons"


def test_the_privacy_page_tells_the_periods_that_the_site_keeps(asked, settings):
    settings.RETENTION_DAYS = {"wishes": 5, "registrations": 100, "mails": 20, "contacts": 40}
    call_command("setup")
    assert texts(look_at("/privacy/"), "td") == [
        "5 dagen na de sessie",
        "100 dagen na de sessie; alleen het aantal aanmeldingen blijft",
        "20 dagen",
        "40 dagen na de laatste open actie",
        "40 dagen nadat de actie voorbij is",
        "tot je stopt",
        "30 dagen",
    ]


def test_a_site_without_an_administrator_says_how_to_make_one():
    assert check_administrator() == "Er is nog geen beheerder. Maak er een met: manage.py createsuperuser"
    User.objects.create_superuser("els", "els@example.org", "een lang wachtwoord")
    assert check_administrator() == ""


def test_a_mail_server_that_refuses_is_told_and_nothing_is_sent(monkeypatch, settings):
    assert (check_mail(), mail.outbox) == ("", [])

    def refuse(self):
        raise ConnectionRefusedError

    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 587
    monkeypatch.setattr(EmailBackend, "open", refuse)
    assert check_mail() == (
        "De mailserver mail.example.org:587 laat ons niet binnen (ConnectionRefusedError). Kijk EMAIL_URL na."
    )

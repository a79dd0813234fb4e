"""Whether a process lives and can serve, as machines ask it."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from events.models import Mail
from tests.factories import RegistrationFactory
from zorgpact.accounts.models import AccountMail
from zorgpact.operations import health


@pytest.fixture(autouse=True)
def in_production(settings):
    settings.SECURE_SSL_REDIRECT = True
    health._is_migrated.cache_clear()


def test_a_process_lives_by_any_name_without_https_and_without_a_database(client):
    response = client.get("/livez", headers={"host": "10.0.0.7:8000"})
    assert (response.status_code, response.text, response["Cache-Control"]) == (200, "ok\n", "no-store")


@pytest.mark.django_db
def test_it_is_ready_and_tells_how_long_mail_has_waited(client):
    RegistrationFactory().mails.create(kind=Mail.Kind.CONFIRMED)
    AccountMail.objects.create(
        kind=AccountMail.Kind.RESET,
        address="eva@example.org",
        due_at=timezone.now() - timedelta(seconds=90, milliseconds=1),
    )
    response = client.get("/readyz", headers={"host": "10.0.0.7:8000"})
    assert response.status_code == 200
    state = response.json()
    assert state["oldest_seconds"]["mail"] in (90, 91)
    assert state | {"oldest_seconds": {}} == {
        "ready": True,
        "database": True,
        "migrated": True,
        "oldest_seconds": {},
    }


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'events'")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrated"]) == (503, False)


def test_it_is_not_ready_without_a_database(client, monkeypatch):
    def refuse():
        raise OperationalError("geen verbinding")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "database": False})

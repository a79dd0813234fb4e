"""`manage.py status` tells an operator how the site is, and ends with 1 when something is wrong."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories import RegistrationFactory
from zorgpact.operations import health, status
from zorgpact.operations.models import JobRun
from zorgpact.operations.processes import free_port
from zorgpact.outbox.holding import hold_mail
from zorgpact.search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    health._is_migrated.cache_clear()
    JobRun.objects.create(name="mail versturen", interval=3, began_at=timezone.now(), ended_at=timezone.now())
    Entry.objects.create(id=1, kind="nieuws", object_pk=1, words="knieuws")


def told(capsys):
    """What is told, by its name, and the code with which it ends."""
    try:
        call_command("status", no_color=True)
        code = 0
    except SystemExit as ended:
        code = ended.code
    lines = capsys.readouterr().out.splitlines()
    return {line[2:].partition(": ")[0]: (line[0], line.partition(": ")[2]) for line in lines[:-1]}, code


def test_a_healthy_site_is_in_order(capsys):
    lines, code = told(capsys)
    assert ({mark for mark, _ in lines.values()}, code) == ({" "}, 0)
    assert lines["versie"][1] == "0.2.0"
    assert lines["database"][1].startswith(
        {"sqlite": "SQLite 3", "postgresql": "PostgreSQL "}[connection.vendor]
    )
    assert (lines["tabellen"][1], lines["zoekindex"][1], lines["cache"][1]) == (
        "van deze versie",
        "1 te vinden",
        "werkt",
    )


def wrong(capsys):
    lines, code = told(capsys)
    return {name: text for name, (mark, text) in lines.items() if mark == "!"}, code


def test_mail_that_waits_long(capsys):
    due_at = timezone.now() - timedelta(minutes=25, seconds=1)
    RegistrationFactory().mails.create(kind="confirmed", due_at=due_at)
    assert wrong(capsys) == ({"mail die wacht": "25 minuten"}, 1)


def test_mail_that_failed_lately_and_mail_that_is_held(capsys):
    mails = RegistrationFactory().mails
    mails.create(kind="confirmed", state="failed")
    old = mails.create(kind="moved", state="failed")
    mails.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))
    mails.create(kind="resumed")
    hold_mail()
    assert wrong(capsys) == (
        {
            "mislukte mail": "1 van de laatste twee dagen",
            "vastgehouden mail": "1. Beslis: manage.py release_mail",
        },
        1,
    )


def test_a_task_that_failed(capsys):
    fields = {"status": "FAILED", "finished_at": timezone.now(), "args_kwargs": {"args": [], "kwargs": {}}}
    DBTaskResult.objects.create(task_path="x", backend_name="default", **fields)
    assert wrong(capsys) == ({"mislukte taken": "1 van de laatste twee dagen"}, 1)


def test_a_job_that_is_late_or_failed(capsys):
    JobRun.objects.update(ended_at=timezone.now() - timedelta(minutes=7))
    JobRun.objects.create(name="opruimen", interval=60, ended_at=timezone.now(), error="KeyError")
    lines, code = wrong(capsys)
    assert (list(lines), code) == (["mail versturen", "opruimen"], 1)
    assert lines["opruimen"].endswith(", mislukt (KeyError)")


def test_a_clock_that_stands_still_and_an_empty_index(capsys):
    JobRun.objects.all().delete()
    Entry.objects.all().delete()
    assert wrong(capsys) == (
        {"planner": "heeft nog niet gelopen", "zoekindex": "leeg. Draai: manage.py update_index"},
        1,
    )


def test_a_disk_that_is_nearly_full(capsys, monkeypatch):
    monkeypatch.setattr(status, "LITTLE_DISK", 10**18)
    assert list(wrong(capsys)[0]) == ["schijf"]


def test_a_mail_server_that_does_not_answer(capsys, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    text = f"127.0.0.1:{settings.EMAIL_PORT} antwoordt niet (ConnectionRefusedError)"
    assert wrong(capsys) == ({"mailserver": text}, 1)


def test_a_cache_that_keeps_nothing(capsys, settings):
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {**settings.CACHES, "default": dummy}
    assert list(wrong(capsys)[0]) == ["cache"]


def test_tables_of_another_version(capsys):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'events'")
    assert wrong(capsys) == ({"tabellen": "niet van deze versie. Draai: manage.py setup"}, 1)


def test_a_database_that_is_away(capsys, monkeypatch):
    def refuse():
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(status, "database", refuse)
    assert wrong(capsys) == ({"database": "niet bereikbaar: connection refused"}, 1)

"""Jobs can be seen, run once, and go on when the database was away."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories import UserFactory
from zorgpact.cms.pictures import prepare_picture
from zorgpact.operations.management.commands import worker
from zorgpact.operations.models import JobRun
from zorgpact.operations.runs import run_once
from zorgpact.operations.scheduling import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """A test has one connection, which stays open."""
    monkeypatch.setattr("zorgpact.operations.scheduling.close_old_connections", lambda: None)


@pytest.fixture
def client(signed_in):
    return signed_in(UserFactory(is_superuser=True))


def panel_of(client) -> str:
    page = BeautifulSoup(client.get("/admin/").text, "html.parser")
    heading = page.find(string=lambda text: text.strip() == "Draait alles?")
    return " ".join(heading.find_parent("section").get_text(" ", strip=True).split())


def test_two_schedulers_do_nothing_twice():
    ran = []
    job = Job("tellen", 60, lambda: ran.append(1))
    run_once(job)
    run_once(job)
    assert ran == [1]


def test_after_its_interval_a_job_runs_again():
    ran = []
    job = Job("tellen", 60, lambda: ran.append(1))
    run_once(job)
    JobRun.objects.update(began_at=timezone.now() - timedelta(seconds=59))
    run_once(job)
    assert ran == [1, 1]


def test_a_failure_is_noted_until_it_goes_well_again():
    run_once(Job("soms", 0, lambda: 1 / 0))
    assert JobRun.objects.get().error == "ZeroDivisionError"
    run_once(Job("soms", 0, lambda: None))
    assert JobRun.objects.get().error == ""


@pytest.mark.parametrize(("minutes", "is_late"), [(1, False), (5.5, False), (7, True)])
def test_a_job_of_every_minute_is_late_after_five_minutes_more(minutes, is_late):
    now = timezone.now()
    run = JobRun(name="mail", interval=60, ended_at=now - timedelta(minutes=minutes))
    assert run.is_late(now) == is_late


PUBLISHING, MAILING = "geplande publicaties", "verschuldigde mail versturen"


def test_the_start_of_the_admin_says_that_all_runs(client):
    for name in (PUBLISHING, MAILING):
        run_once(Job(name, 60, lambda: None))
    text = panel_of(client)
    assert "Ja. Dit doet de site vanzelf" in text
    assert "Geplande publicaties" in text
    assert "Verschuldigde mail versturen" in text


def test_the_start_of_the_admin_says_what_stands_still(client):
    silent = {"De planner heeft nog niet gelopen": PUBLISHING, "De postbode heeft nog niet gelopen": MAILING}
    for sentence, name in silent.items():
        assert sentence in panel_of(client)
        run_once(Job(name, 60, lambda: None))
        assert sentence not in panel_of(client)
    JobRun.objects.update(ended_at=timezone.now() - timedelta(minutes=7))
    assert "Verschuldigde mail versturen is te laat" in panel_of(client)
    run_once(Job("zoekindex nakijken", 60, lambda: 1 / 0))
    assert "mislukt (ZeroDivisionError)" in panel_of(client)


def test_a_job_that_is_no_longer_done_is_not_missed(client):
    run_once(Job("iets van een oude versie", 60, lambda: 1 / 0))
    assert "oude versie" not in panel_of(client)


def test_the_start_of_the_admin_says_that_the_worker_stands_still(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    prepare_picture.enqueue(1)
    assert "De taakverwerker staat stil" not in panel_of(client)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    assert "De taakverwerker staat stil" in panel_of(client)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_the_worker_goes_on_when_the_database_is_back(monkeypatch, error):
    answers = [error("weg"), error("weg"), None]
    pauses = []

    def db_worker(*args, **options):
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setattr(worker, "call_command", db_worker)
    monkeypatch.setattr(worker.time, "sleep", pauses.append)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    worker.Command().handle(reload=False)
    assert (answers, pauses) == ([], [worker.PAUSE] * 2)

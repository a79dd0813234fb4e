"""How the site is, for a person who operates it: `manage.py status`. `/readyz` tells machines less of it."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zorgpact.operations.backups import version
from zorgpact.operations.health import has_all_migrations, oldest_mail, oldest_task
from zorgpact.operations.models import JobRun
from zorgpact.outbox.holding import held_mail, outboxes
from zorgpact.search.models import Entry

LONG = 10 * 60  # seconds that mail or a task may wait
RECENT = timedelta(days=2)  # what failed earlier is history
LITTLE_DISK = 1_000_000_000  # bytes
ANSWER_SECONDS = 3  # that the mail server gets
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Finding(NamedTuple):
    """One line: what it is about, how that is, and whether somebody must do something."""

    name: str
    text: str
    is_wrong: bool = False


def look_around() -> Iterator[Finding]:
    """All there is to tell. Without a database that is little."""
    yield Finding("versie", version())
    yield disk()
    yield mail_server()
    try:
        yield database()
    except DatabaseError as error:
        reason = (str(error).strip().splitlines() or [""])[0]
        yield Finding("database", f"niet bereikbaar: {reason}", True)
        return
    if not has_all_migrations():
        yield Finding("tabellen", "niet van deze versie. Draai: manage.py setup", True)
        return
    yield Finding("tabellen", "van deze versie")
    for look in LOOKS:
        yield look()
    yield from jobs()


def disk() -> Finding:
    free = shutil.disk_usage(settings.VAR_DIR).free
    return Finding("schijf", f"{filesizeformat(free)} vrij in {settings.VAR_DIR}", free < LITTLE_DISK)


def mail_server() -> Finding:
    """A connection and nothing more: `manage.py setup` tries the password too."""
    if settings.EMAIL_BACKEND != SMTP:
        return Finding("mailserver", "geen: mail wordt niet echt verstuurd")
    server = settings.EMAIL_HOST, settings.EMAIL_PORT
    try:
        socket.create_connection(server, timeout=ANSWER_SECONDS).close()
    except OSError as error:
        return Finding("mailserver", f"{server[0]}:{server[1]} antwoordt niet ({type(error).__name__})", True)
    return Finding("mailserver", f"{server[0]}:{server[1]} antwoordt")


def database() -> Finding:
    name = str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()), current_setting('server_version')")
            size, server = cursor.fetchone()
            return Finding("database", f"PostgreSQL {server.split()[0]}, {filesizeformat(size)}")
        cursor.execute("SELECT sqlite_version()")
        server = cursor.fetchone()[0]
    size = Path(name).stat().st_size if Path(name).exists() else 0
    return Finding("database", f"SQLite {server}, {filesizeformat(size)}")


def cache_state() -> Finding:
    mark = timezone.now().isoformat()
    cache.set("status", mark, 60)
    works = cache.get("status") == mark
    return Finding(
        "cache", "werkt" if works else "werkt niet: de site is trager en telt geen pogingen", not works
    )


def search_index() -> Finding:
    number = Entry.objects.count()
    text = f"{number} te vinden" if number else "leeg. Draai: manage.py update_index"
    return Finding("zoekindex", text, not number)


def waiting_mail() -> Finding:
    seconds = oldest_mail()
    return Finding("mail die wacht", ago(seconds), seconds > LONG)


def waiting_tasks() -> Finding:
    seconds = oldest_task()
    return Finding("taken die wachten", ago(seconds), seconds > LONG)


def failed_mail() -> Finding:
    since = timezone.now() - RECENT
    number = sum(mails.failed().filter(created_at__gt=since).count() for mails in outboxes())
    return Finding("mislukte mail", f"{number} van de laatste twee dagen", number > 0)


def failed_tasks() -> Finding:
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    number = failed.filter(finished_at__gt=timezone.now() - RECENT).count()
    return Finding("mislukte taken", f"{number} van de laatste twee dagen", number > 0)


def mail_on_hold() -> Finding:
    number = held_mail()
    return Finding(
        "vastgehouden mail", f"{number}. Beslis: manage.py release_mail" if number else "geen", number > 0
    )


LOOKS: list[Callable[[], Finding]] = [
    cache_state,
    search_index,
    waiting_mail,
    waiting_tasks,
    failed_mail,
    failed_tasks,
    mail_on_hold,
]


def jobs() -> Iterator[Finding]:
    runs = list(JobRun.objects.all())
    if not runs:
        yield Finding("planner", "heeft nog niet gelopen", True)
    for run in runs:
        text = f"laatst klaar {local(run.ended_at)}"
        if run.error:
            text += f", mislukt ({run.error})"
        elif run.is_late():
            text += ", te laat"
        yield Finding(run.name, text, bool(run.error) or run.is_late())


def local(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}" if moment else "nog nooit"


def ago(seconds: int) -> str:
    if seconds < 60:
        return "minder dan een minuut" if seconds else "geen"
    minutes = seconds // 60
    return f"{minutes} {'minuut' if minutes == 1 else 'minuten'}"

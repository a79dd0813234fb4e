"""What comes before `make run` and `make dev` start anything: the checks, and a database with content.

What can go wrong on somebody's own computer raises `CannotServe` with one sentence that says what to do.
"""

import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState
from django_tasks_db.models import DBTaskResult

from pacts.reference import REFERENCE, digest_of
from zorgpact.cms.private_files import move_documents
from zorgpact.home.models import HomePage
from zorgpact.operations.processes import HOST
from zorgpact.users.roles import ensure_roles

OUR_PACKAGES = ("zorgpact", "koplopers", "events", "pacts")

Report = Callable[[str], None]


class CannotServe(Exception):
    """The site cannot run here and now; the message is for who asked."""


def prepare(report: Report) -> int:
    """Check all that can be wrong, make the database ready, and return the port to serve at."""
    port = chosen_port()
    check_port(port)
    check_folder(settings.VAR_DIR)
    check_database()
    check_tables()
    prepare_database(report)
    connection.close()
    return port


# --- The computer -----------------------------------------------------------------------------------------


def chosen_port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise CannotServe(f"PORT={value} is geen poortnummer. Kies een getal van 1 tot en met 65535.")
    return int(value)


def check_port(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except PermissionError as error:
            raise CannotServe(f"Poort {port} is niet voor jou. Kies een poort boven 1023.") from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise CannotServe(
                f"Poort {port} is in gebruik. Stop wat daar draait, of kies een andere, zoals PORT={other}"
            ) from error


def check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotServe(
            f"In de map {folder} kan niet geschreven worden ({reason}). Kies een andere map met VAR_DIR."
        ) from error


# --- The database -----------------------------------------------------------------------------------------


def check_database() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotServe(f"De database is niet bereikbaar: {reason}. Klopt DATABASE_URL?") from error


def check_tables() -> None:
    """Refuse tables that are not what the recorded migrations make.

    Before 0.2.0 the first migrations were written anew now and then, so that a database of those days counts as up to
    date while its tables are others.
    """
    if not missing_columns():
        return
    is_file = connection.vendor == "sqlite"
    old = f"de map {settings.VAR_DIR}" if is_file else f"de database {connection.settings_dict['NAME']}"
    raise CannotServe(
        f"Deze database is van vóór versie 0.2.0 en kan niet mee: gooi {old} weg en begin opnieuw "
        "(wat je veranderde, is dan weg), of wijs met DATABASE_URL een andere aan."
    )


def missing_columns() -> set[str]:
    """Tables and columns that the recorded migrations of our own apps should have made, and are not there."""
    loader = MigrationLoader(connection)
    recorded = [key for key in loader.applied_migrations if key in loader.graph.nodes]
    ours = {app.label for app in apps.get_app_configs() if app.name.split(".")[0] in OUR_PACKAGES}
    state = loader.project_state(recorded)
    expected = {name for key, model in state.models.items() if key[0] in ours for name in column_names(model)}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        present = {
            f"{table}.{column.name}"
            for table in {name.split(".")[0] for name in expected} & tables
            for column in connection.introspection.get_table_description(cursor, table)
        }
    return expected - present


def column_names(model: ModelState) -> Iterator[str]:
    """`table.column` for each column of a model as migrations know it."""
    if model.options.get("proxy"):
        return
    table = model.options.get("db_table") or f"{model.app_label}_{model.name_lower}"
    for name, field in model.fields.items():
        if not field.many_to_many:
            yield f"{table}.{field.db_column or (f'{name}_id' if field.remote_field else name)}"


def prepare_database(report: Report) -> None:
    """Bring the tables up to date, and fill them when they are new. What editors wrote is never overwritten."""
    is_new = not connection.introspection.table_names()
    report("Tabellen maken (een halve minuut, alleen de eerste keer)" if is_new else "Database bijwerken")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if HomePage.objects.exists():
        ensure_roles()
        move_documents()
        refresh_reference(report)
        return
    report("Voorbeeldinhoud laden (een minuut, alleen de eerste keer)")
    # All or nothing: a first run that is broken off halfway starts over the next time.
    with transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        report("Zoekindex vullen")
        # Both indexes at once: the thousands of tasks that would fill them row by row have nothing left to do.
        call_command("update_index", verbosity=0, stdout=StringIO())
        call_command("rebuild_references_index", verbosity=0, stdout=StringIO())
        DBTaskResult.objects.all().delete()
    refresh_mark().write_text(digest_of(REFERENCE))


def refresh_reference(report: Report) -> None:
    """Load the regions and places again when their files changed: a new version, or a new year."""
    digest, mark = digest_of(REFERENCE), refresh_mark()
    if mark.exists() and mark.read_text() == digest:
        return  # loading would undo what an editor changed of a municipality
    report("Gemeenten en plaatsen bijwerken")
    call_command("load_reference", stdout=StringIO())
    mark.write_text(digest)


def refresh_mark() -> Path:
    """Where it stands which files were loaded last."""
    return settings.VAR_DIR / "reference.sha256"

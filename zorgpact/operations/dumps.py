"""A whole database to a file and back, by the tools of the database itself, with how many rows it held at that moment."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction

SET_ASIDE = "before_restore"  # the schema of PostgreSQL in which the old tables wait


class DumpFailed(Exception):
    """The database could not be written or read. The message is a sentence for an operator."""


def dump(path: Path) -> dict[str, int]:
    """Write the database as it is at one moment; returns the rows of each model at that very moment. Raises DumpFailed."""
    tables = set(connection.introspection.table_names())
    return dump_sqlite(path, tables) if connection.vendor == "sqlite" else dump_postgresql(path, tables)


def load(path: Path) -> None:
    """Put a dumped database in the place of the present one; when that fails, the present one stays. Raises DumpFailed."""
    if connection.vendor == "sqlite":
        load_sqlite(path)
        return
    try:
        load_postgresql(path)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise DumpFailed(f"PostgreSQL weigert: {reason}. Draait de site nog? Stop haar eerst.") from error


def count_rows(cursor: Any, tables: set[str]) -> dict[str, int]:
    """The rows of each model that has one of these tables, by its label."""
    counts = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in tables and not model._meta.proxy:
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608
            counts[model._meta.label] = cursor.fetchone()[0]
    return counts


# --- SQLite -----------------------------------------------------------------------------------------------


def dump_sqlite(path: Path, tables: set[str]) -> dict[str, int]:
    """VACUUM INTO reads one snapshot, while others write on."""
    try:
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as source:
            source.execute("VACUUM INTO ?", [str(path)])
        with closing(sqlite3.connect(path)) as copied:
            return count_rows(copied.cursor(), tables)
    except sqlite3.Error as error:
        raise DumpFailed(f"SQLite kon de database niet wegschrijven: {error}.") from error


def load_sqlite(path: Path) -> None:
    connection.close()
    name = Path(connection.settings_dict["NAME"])
    name.parent.mkdir(parents=True, exist_ok=True)
    fresh = name.with_name(f"{name.name}.new")
    shutil.copyfile(path, fresh)
    try:
        with closing(sqlite3.connect(fresh)) as copied:
            found = copied.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        fresh.unlink()
        raise DumpFailed(f"De database in de back-up is stuk: {found}.")
    for suffix in ("-wal", "-shm"):  # of the present database: they would be taken for those of the new one
        name.with_name(name.name + suffix).unlink(missing_ok=True)
    fresh.replace(name)


# --- PostgreSQL -------------------------------------------------------------------------------------------


def dump_postgresql(path: Path, tables: set[str]) -> dict[str, int]:
    """The rows are counted in the snapshot that pg_dump reads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counts = count_rows(cursor, tables)
        run_tool("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
    return counts


def load_postgresql(path: Path) -> None:
    """Into an empty schema; the old one waits beside it until all is there."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SET_ASIDE} CASCADE")
        cursor.execute(f"ALTER SCHEMA public RENAME TO {SET_ASIDE}")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    try:
        name = connection.settings_dict["NAME"]
        options = [
            "--no-owner",
            "--no-privileges",
            "--schema=public",
            "--single-transaction",
            "--exit-on-error",
        ]
        run_tool("pg_restore", f"--dbname={name}", *options, str(path))
    except DumpFailed:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {SET_ASIDE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SET_ASIDE} CASCADE")


def run_tool(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs. The password is no argument: others could read it in the list of processes."""
    if shutil.which(name) is None:
        raise DumpFailed(f"{name} ontbreekt. Installeer het met: sudo apt install postgresql-client")
    settings = connection.settings_dict
    variables = {"HOST": "HOST", "PORT": "PORT", "USER": "USER", "PASSWORD": "PASSWORD", "DATABASE": "NAME"}
    environment = {f"PG{name}": str(settings[key]) for name, key in variables.items() if settings.get(key)}
    done = subprocess.run(
        [name, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["zonder uitleg"])[-1]
        raise DumpFailed(f"{name} is mislukt: {reason}")


def is_empty() -> bool:
    """Whether the database has no table at all."""
    try:
        return not connection.introspection.table_names()
    except DatabaseError as error:
        raise DumpFailed(f"De database is niet bereikbaar: {str(error).strip()}") from error

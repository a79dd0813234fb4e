"""Somebody who keeps the database from all others: on SQLite all of it, on PostgreSQL the rows of the sessions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2


@contextmanager
def kept_from_others(url: str) -> Iterator[None]:
    """Until the block ends. `url` as in DATABASE_URL."""
    is_file = url.startswith("sqlite:///")
    other = (
        sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        if is_file
        else psycopg2.connect(url)
    )
    with closing(other), closing(other.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE" if is_file else "SELECT id FROM events_event FOR UPDATE")
        yield
        other.rollback()

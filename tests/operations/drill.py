"""A database of its own for a drill, in which all may be destroyed, in the place of that of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache
from django.db import connection

from tests.databases import Database, copy


@contextmanager
def scratch_database(folder: Path, blocker) -> Iterator[Database]:
    """What this process reads and writes meanwhile. Nothing is undone by itself: it is thrown away."""
    with copy(folder, f"drill_{folder.name.replace('-', '_')}") as database, blocker.unblock():
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = database.name if database.server else str(database.path)
        try:
            yield database
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
            cache.clear()

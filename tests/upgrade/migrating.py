"""Take an empty database to the last version, in a process of its own."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.upgrade.record import recorded_targets


def main() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(recorded_targets(executor.loader.graph))


main()

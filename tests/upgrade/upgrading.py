"""Take a database of the last version to the newest, in a process of its own; test_upgrade.py reads what it prints."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.upgrade.record import ROWS, recorded_targets
from tests.upgrade.rows import differences, load, recorded


def main() -> None:
    loader = MigrationExecutor(connection).loader
    rows = recorded(ROWS)
    load(rows, loader.project_state(recorded_targets(loader.graph)).apps)
    call_command("migrate", verbosity=0)
    for difference in differences(rows):
        print(difference)


main()

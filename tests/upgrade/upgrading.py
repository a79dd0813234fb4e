"""Take a database of the last version to the newest, in a process of its own; test_upgrade.py reads what it prints.

Its database is empty or has the newest tables already, when the newest migrations are those of the last version.
"""

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.upgrade.record import ROWS, recorded_digests
from tests.upgrade.rows import differences, load, recorded


def recorded_targets(executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The last recorded migration of each of our apps, and the newest of the packages that we use."""
    graph = executor.loader.graph
    paths = [Path(path) for path in sorted(recorded_digests())]
    ours = {path.parent.parent.name: path.stem for path in paths}  # the last one of each stays
    return [key for key in graph.leaf_nodes() if key[0] not in ours] + list(ours.items())


def main() -> None:
    executor = MigrationExecutor(connection)
    targets = recorded_targets(executor)
    executor.migrate(targets)
    executor.loader.build_graph()
    rows = recorded(ROWS)
    load(rows, executor.loader.project_state(targets).apps)
    call_command("migrate", verbosity=0)
    for difference in differences(rows):
        print(difference)


main()

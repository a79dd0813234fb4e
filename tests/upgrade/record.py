"""Record a version, just before it goes out: `python -m tests.upgrade.record`.

Writes which migrations it has (migrations.sha256) and something of every kind as it stands in its tables (rows.jsonl).
From then on a recorded migration is never changed: test_upgrade.py compares them, and upgrades those rows to the newest.
What was recorded and did change is refused, unless with `--again`: only for a version that nobody has yet.
"""

import hashlib
import sys
import tempfile
import tomllib
from pathlib import Path

from django.db.migrations.graph import MigrationGraph

from tests.databases import ROOT, copy, manage, migration_files

FOLDER = Path(__file__).resolve().parent
DIGESTS = FOLDER / "migrations.sha256"
ROWS = FOLDER / "rows.jsonl"
WRITE_ROWS = "from tests.upgrade.rows import create, write; create(); write({path!r})"


def version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def digests() -> dict[str, str]:
    """Of the migrations as they are now, by path."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in migration_files()
    }


def recorded_version() -> str:
    return DIGESTS.read_text().splitlines()[0].removeprefix("# version ")


def recorded_digests() -> dict[str, str]:
    """Of the migrations of the last version, by path. The file is what sha256sum writes, below a comment."""
    lines = DIGESTS.read_text().splitlines()[1:] if DIGESTS.exists() else []
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def changed() -> list[str]:
    """Recorded migrations that are not what they were."""
    now = digests()
    return [path for path, digest in recorded_digests().items() if now.get(path) != digest]


def recorded_targets(graph: MigrationGraph) -> list[tuple[str, str]]:
    """The last recorded migration of each of our apps, and the newest of the packages that we use; of a new app nothing."""
    paths = [Path(path) for path in sorted(recorded_digests())]
    recorded = {path.parent.parent.name: path.stem for path in paths}  # the last one of each stays
    ours = {path.parent.parent.name for path in migration_files()}
    return [key for key in graph.leaf_nodes() if key[0] not in ours] + list(recorded.items())


def main(arguments: list[str]) -> int:
    if changed() and "--again" not in arguments:
        print(f"Deze migraties liggen vast en zijn veranderd: {', '.join(changed())}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, copy(Path(folder), "recorded") as database:
        manage(database, "shell", "--no-imports", "-c", WRITE_ROWS.format(path=str(ROWS)), VAR_DIR=folder)
    lines = [f"{digest}  {path}" for path, digest in digests().items()]
    DIGESTS.write_text("\n".join([f"# version {version()}", *lines]) + "\n")
    print(f"Versie {version()} ligt vast: {len(lines)} migraties.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

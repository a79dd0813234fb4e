"""A scratch site with the demo in it, to which rows are added."""

from pathlib import Path

from tests.databases import Database, manage
from tests.events.race import environment

# A slow page is measured, not broken off.
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "GUNICORN_CMD_ARGS": "--timeout=300"}
# What publishing would hand to the worker: the index is built at once, afterwards.
NO_TASKS = {"BENCH_TASKS": "django_tasks.backends.dummy.DummyBackend"}
AT_ONCE = {"BENCH_TASKS": "django_tasks.backends.immediate.ImmediateBackend"}


class Scratch:
    """A database, a folder for uploads, and the settings with which the site is served."""

    def __init__(self, folder: Path, server: str, settings: dict[str, str]):
        self.folder = folder
        self.settings = settings
        self.database = Database(folder, "bench", server)
        self.database.create()
        (folder / "static").mkdir(exist_ok=True)

    def load_demo(self) -> None:
        """As after `make run`, with the sizes of all pictures."""
        self.manage("migrate", "--verbosity=0")
        self.manage("createcachetable", "--verbosity=0")
        self.manage("load_demo", "--force")
        self.python(
            "from zorgpact.cms.pictures import prepare_new_pictures; prepare_new_pictures()", **AT_ONCE
        )
        self.finish()

    def seed(self, count: int) -> None:
        self.python(f"from tests.bench.seeding import seed; seed({count})")
        self.finish()

    def finish(self) -> None:
        """What follows on many new rows."""
        self.manage("update_index", "--verbosity=0")
        self.python("from tests.bench.seeding import analyze; analyze()")

    def manage(self, *command: str, **changes: str) -> str:
        variables = environment(self.database, self.folder, **{**self.settings, **NO_TASKS, **changes})
        return manage(self.database, *command, **variables)

    def python(self, code: str, **changes: str) -> str:
        """What this code prints."""
        return self.manage("shell", "--no-imports", "-c", code, **changes)

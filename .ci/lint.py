"""Every check that is not a test, for `make lint`. All of them run, side by side, also when one fails."""

import os
import secrets
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]
BIN = Path(sys.executable).parent

CHECKS = {
    "mypy": [BIN / "mypy"],  # takes longest
    "ruff check": [BIN / "ruff", "check"],
    "ruff format": [BIN / "ruff", "format", "--check"],
    "djlint": [BIN / "djlint", "templates", "--lint", "--check", "--quiet"],
    "import-linter": [BIN / "lint-imports", "--no-cache"],
    "migraties": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "check --deploy": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}


def production(folder: str) -> dict[str, str]:
    """The environment of a site in production, as the README describes it."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "CACHE_URL")}
    return {
        **inherited,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "zorgpact.example",
        "BASE_URL": "https://zorgpact.example",
        "DATABASE_URL": "sqlite://:memory:",
        "DEFAULT_FROM_EMAIL": "info@zorgpact.example",
        "EMAIL_URL": "smtp+tls://mail.zorgpact.example:587",
        "VAR_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "zorgpact.settings",
    }


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        environment = production(folder)

        def check(command: list) -> subprocess.CompletedProcess:
            return subprocess.run(
                command,
                cwd=ROOT,
                env=environment,
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for name, done in zip(CHECKS, pool.map(check, CHECKS.values()), strict=True):
                print(f"— {name}\n{done.stdout}", end="", flush=True)
                if done.returncode:
                    failed.append(name)
    print(f"Niet goed: {', '.join(failed)}" if failed else "Alles in orde.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every check that is not a test, for `make lint`. All of them run, also when one fails."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, "manage.py"]
BIN = Path(sys.executable).parent

CHECKS = {
    "ruff check": [BIN / "ruff", "check"],
    "ruff format": [BIN / "ruff", "format", "--check"],
    "djlint": [BIN / "djlint", "templates", "--lint", "--check", "--quiet"],
    "mypy": [BIN / "mypy"],
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
        for name, command in CHECKS.items():
            print(f"— {name}", flush=True)
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                failed.append(name)
    print(f"Niet goed: {', '.join(failed)}" if failed else "Alles in orde.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

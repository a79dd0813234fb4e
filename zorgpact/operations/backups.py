"""The whole site in one tar file: the database, the uploads, and which settings it had; made while the site runs.

Secrets are not in it, and neither is the list of who was erased: keep both elsewhere, or a lost backup is a leak and a
restored one brings people back.
"""

import io
import json
import os
import tarfile
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from zorgpact.operations.dumps import DumpFailed, dump
from zorgpact.outbox.models import marks

MANIFEST = "manifest.json"
DATABASE = "database"
CHUNK = 1024 * 1024  # bytes
FOLDERS = {"media": "default", "private": "documents"}
"""The folders of uploads in a backup, and the storage of each: a folder on this machine, or a bucket."""

# Told with their values, for who builds the site up again; of all others that are set, only the names.
NO_SECRETS = (
    "ALLOWED_HOSTS",
    "BASE_URL",
    "BEHIND_PROXY",
    "BOUNCE_ADDRESS",
    "CSRF_TRUSTED_ORIGINS",
    "DEFAULT_FROM_EMAIL",
    "ERASED_FILE",
    "HSTS_PRELOAD",
    "LOG_FORMAT",
    "MFA_REQUIRED",
    "RETENTION_CONTACTS",
    "RETENTION_MAILS",
    "RETENTION_REGISTRATIONS",
    "RETENTION_WISHES",
    "S3_BUCKET",
    "S3_ENDPOINT",
    "S3_PRIVATE_BUCKET",
    "S3_PUBLIC_URL",
    "S3_REGION",
    "TASK_BACKEND",
    "VAR_DIR",
)
SECRETS = (
    "ADMIN_SEARCH_URL",
    "BOUNCE_MAILBOX",
    "CACHE_URL",
    "DATABASE_URL",
    "EMAIL_URL",
    "FRAGMENTS_CACHE_URL",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SENTRY_DSN",
)

Report = Callable[[str], None]


class BackupRefused(Exception):
    """There is no backup. The message is a sentence for an operator."""


def back_up(path: Path, report: Report) -> dict[str, Any]:
    """Write a backup, read it again to see that it is whole, and only then give it its name; returns its manifest.

    Raises BackupRefused.
    """
    if path.exists():
        raise BackupRefused(f"{path} bestaat al. Kies een andere naam: een back-up wordt nooit overschreven.")
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with (
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            manifest = Writer(tar, report).write()
        report("Nalezen")
        check(part)
        part.rename(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BackupRefused(f"{path} kon niet geschreven worden: {error.strerror or error}.") from error
    except (DumpFailed, BackupRefused) as error:
        part.unlink(missing_ok=True)
        raise BackupRefused(str(error)) from error
    return manifest


class Writer:
    """Writes one backup."""

    def __init__(self, tar: tarfile.TarFile, report: Report) -> None:
        self.tar, self.report = tar, report
        self.digests: dict[str, str] = {}

    def write(self) -> dict[str, Any]:
        """The uploads of before the database was read and those that came meanwhile: so all that its rows name."""
        self.report("Uploads")
        self.add_uploads()
        self.report("Database")
        with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="backup-") as folder:
            copy = Path(folder) / DATABASE
            counts = dump(copy)
            with copy.open("rb") as file:
                self.add(DATABASE, file, copy.stat().st_size)
        self.add_uploads()
        manifest = describe(counts, self.digests)
        content = json.dumps(manifest, indent=1, ensure_ascii=False).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        self.tar.addfile(entry, io.BytesIO(content))
        return manifest

    def add_uploads(self) -> None:
        """One file at a time. One that is gone by now has no row either, once the database is read. Raises BackupRefused."""
        for folder, alias in FOLDERS.items():
            storage = storages[alias]
            try:
                for path in paths_in(storage):
                    if f"{folder}/{path}" not in self.digests:
                        with suppress(FileNotFoundError), storage.open(path) as file:
                            self.add(f"{folder}/{path}", file, file.size)
            except OSError:
                raise
            except Exception as error:  # whatever a client of buckets raises
                raise BackupRefused(f"De uploads konden niet gelezen worden: {error}.") from error

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        entry, read = tarfile.TarInfo(name), Digesting(file)
        entry.size, entry.mtime = size, int(time.time())
        self.tar.addfile(entry, read)
        self.digests[name] = read.digest.hexdigest()


class Digesting:
    """A file that is read once, and then known by its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.file.read(size)
        self.digest.update(chunk)
        return chunk


def paths_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Everything in it, by name."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was uploaded yet
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from paths_in(storage, f"{folder}{name}/")


def describe(counts: dict[str, int], digests: dict[str, str]) -> dict[str, Any]:
    """The manifest."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "zorgpact": version(),
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "key": key_marks()[0],
        "folders": list(FOLDERS),
        "settings": set_by_operator(),
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "rows": counts,
        "sha256": digests,
    }


def version() -> str:
    return str(tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"])


def key_marks() -> list[str]:
    """By which a restored site sees whether it knows the SECRET_KEY of then. They tell nothing of a key itself."""
    return [mark[:16] for mark in marks("zorgpact.operations.backups", "key")]


def set_by_operator() -> dict[str, str | None]:
    """The variables that are set, with the values that are no secret."""
    told = {name: os.environ[name] for name in NO_SECRETS if name in os.environ}
    return told | {name: None for name in SECRETS if name in os.environ}


def digest_of(file: IO[bytes]) -> str:
    digest = sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


# --- Reading ----------------------------------------------------------------------------------------------


def read_manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    """Raises BackupRefused."""
    try:
        file = tar.extractfile(MANIFEST)
        return dict(json.load(file)) if file else {}
    except (KeyError, ValueError) as error:
        raise BackupRefused("Dit is geen back-up van Zorgpact: er zit geen manifest in.") from error


def check(path: Path, unpack_to: Path | None = None) -> dict[str, Any]:
    """Read all of a backup and compare it with its manifest, which is returned; unpack it if asked. Raises BackupRefused."""
    try:
        with tarfile.open(path, "r:") as tar:
            manifest = read_manifest(tar)
            for name, expected in manifest["sha256"].items():
                if read_member(tar, name, unpack_to) != expected:
                    raise BackupRefused(f"De back-up is beschadigd: {name} is niet wat het was.")
            return manifest
    except (tarfile.TarError, KeyError, EOFError) as error:
        raise BackupRefused(f"{path} is geen hele back-up: {error}.") from error
    except OSError as error:
        raise BackupRefused(f"{path} kan niet gelezen worden: {error.strerror or error}.") from error


def read_member(tar: tarfile.TarFile, name: str, unpack_to: Path | None) -> str:
    """The digest of a file in the backup. It is unpacked nowhere but inside that folder. Raises BackupRefused."""
    member = tar.extractfile(name)
    parts = Path(name).parts
    if member is None or parts[0] not in (DATABASE, *FOLDERS) or ".." in parts:
        raise BackupRefused(f"De back-up is beschadigd: {name} hoort er niet in.")
    if unpack_to is None:
        return digest_of(member)
    target = unpack_to / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w+b") as file:
        while chunk := member.read(CHUNK):
            file.write(chunk)
        file.seek(0)
        return digest_of(file)

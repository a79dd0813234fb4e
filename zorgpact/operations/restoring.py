"""A site as it was when a backup was made, without what may not come back: mail that went out, and people who were erased."""

import shutil
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from events.erasing import erase_again
from zorgpact.cms.private_files import move_documents
from zorgpact.operations.backups import (
    DATABASE,
    FOLDERS,
    BackupRefused,
    check,
    key_marks,
    paths_in,
    read_manifest,
)
from zorgpact.operations.dumps import DumpFailed, count_rows, is_empty, load
from zorgpact.outbox.holding import hold_mail

Report = Callable[[str], None]


def restore(path: Path, replace: bool, report: Report) -> list[str]:
    """Put a backup in the place of what there is; returns what an operator must know, a sentence each.

    The site must not run meanwhile. Until all of the backup was read and found whole, nothing is changed. Raises BackupRefused.
    """
    try:
        refuse_what_does_not_fit(manifest_of(path), replace)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as folder:
            report("Uitpakken en nalezen")
            manifest = check(path, Path(folder))
            report("Database")
            load(Path(folder) / DATABASE)
            check_counts(manifest)
            report("Uploads")
            put_uploads(Path(folder), manifest)
        return bring_up_to_date(manifest, report)
    except DumpFailed as error:
        raise BackupRefused(str(error)) from error


def manifest_of(path: Path) -> dict[str, Any]:
    try:
        with tarfile.open(path, "r:") as tar:
            return read_manifest(tar)
    except tarfile.TarError as error:
        raise BackupRefused(f"{path} is geen back-up van Zorgpact.") from error
    except OSError as error:
        raise BackupRefused(f"{path} kan niet gelezen worden: {error.strerror or error}.") from error


def refuse_what_does_not_fit(manifest: dict[str, Any], replace: bool) -> None:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    made_on, here = manifest.get("database", ""), connection.vendor
    if made_on != here:
        raise BackupRefused(
            f"Deze back-up is van {names.get(made_on, 'iets anders')}, en DATABASE_URL wijst naar {names[here]}."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(manifest["migrations"]):
        raise BackupRefused(
            f"Deze back-up is van een nieuwere versie ({manifest['zorgpact']}). Installeer die eerst."
        )
    if not replace and not is_empty():
        raise BackupRefused(
            "De database is niet leeg. Met --replace gaat alles weg wat er nu in staat, en komt de back-up ervoor terug."
        )


def check_counts(manifest: dict[str, Any]) -> None:
    """All rows are there. Tables that this version does not know yet, or no more, are left to the migrations."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        counts = count_rows(cursor, present)
    wrong = [label for label, number in manifest["rows"].items() if counts.get(label, number) != number]
    if wrong:
        raise BackupRefused(f"Na het terugzetten klopt het aantal rijen niet van: {', '.join(wrong)}.")


def put_uploads(unpacked: Path, manifest: dict[str, Any]) -> None:
    """The folders that are in the backup, in the place of what was here. Raises BackupRefused."""
    for name, alias in FOLDERS.items():
        storage, fresh = storages[alias], unpacked / name
        if name not in manifest["folders"]:
            continue
        fresh.mkdir(exist_ok=True)
        if isinstance(storage, FileSystemStorage):
            put_folder(fresh, Path(storage.location))
            continue
        try:
            fill_bucket(fresh, storage)
        except Exception as error:  # whatever a client of buckets raises
            raise BackupRefused(
                f"De database is terug, maar de uploads nog niet: {error}. Los dat op en doe dit nog eens, met --replace."
            ) from error


def put_folder(fresh: Path, root: Path) -> None:
    old = root.with_name(f"{root.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    if root.exists():
        root.rename(old)
    shutil.move(fresh, root)
    shutil.rmtree(old, ignore_errors=True)


def fill_bucket(fresh: Path, storage: Storage) -> None:
    """One file at a time; what is there besides goes when all of them are in it."""
    paths = {path.relative_to(fresh).as_posix(): path for path in sorted(fresh.rglob("*")) if path.is_file()}
    for name, path in paths.items():
        storage.delete(name)  # or this one would get another name
        with path.open("rb") as file:
            storage.save(name, File(file))
    for name in set(paths_in(storage)) - paths.keys():
        storage.delete(name)


def bring_up_to_date(manifest: dict[str, Any], report: Report) -> list[str]:
    """What happened since the backup and may not be undone, and the tables of this version."""
    report("Bijwerken naar deze versie")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    move_documents()
    notes = [f"Dit is de site van {manifest['made_at'][:16].replace('T', ' ')} UTC."]
    erased = erase_again()
    if erased:
        notes.append(f"{erased} aanmeldingen zijn opnieuw gewist: daar was na de back-up om gevraagd.")
    if not settings.ERASED_FILE.exists():
        notes.append(
            f"{settings.ERASED_FILE} is er niet. Liet iemand zich na de back-up wissen, dan staat die er weer in: zet dat "
            "bestand terug en doe dit nog eens."
        )
    if manifest["key"] not in key_marks():
        notes.append(
            "SECRET_KEY is een andere dan toen: wie zich eerder liet wissen wordt niet herkend, en kaarten op tafels werken "
            "niet meer. Heb je de oude sleutel nog, noem haar in SECRET_KEY_FALLBACKS en doe dit nog eens."
        )
    if missing := [name for name in FOLDERS if name not in manifest["folders"]]:
        notes.append(
            f"Uploads die niet in deze back-up zitten, bleven zoals zij waren: {', '.join(missing)}."
        )
    held = hold_mail()
    if held:
        notes.append(
            f"{held} mails worden vastgehouden, want zij kunnen al verstuurd zijn. Versturen: manage.py release_mail. "
            "Weggooien: manage.py release_mail --drop."
        )
    cache.clear()
    return notes

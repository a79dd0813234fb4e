"""What a backup holds and never holds, and what a restore refuses before it changes anything."""

import errno
import json
import re
import tarfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import RegionFactory, RegistrationFactory, UserFactory
from tests.operations.drill import scratch_database
from zorgpact.operations import backups, restoring
from zorgpact.operations.backups import MANIFEST, back_up, read_manifest
from zorgpact.operations.dumps import DumpFailed
from zorgpact.outbox.holding import drop_held_mail, held_mail, hold_mail

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("backup")]


@pytest.fixture(scope="module")
def scratch(django_db_setup, django_db_blocker, tmp_path_factory):
    with scratch_database(tmp_path_factory.mktemp("backup"), django_db_blocker) as database:
        yield database


@pytest.fixture(autouse=True)
def folders(scratch, settings, tmp_path):
    settings.VAR_DIR, settings.ERASED_FILE = tmp_path, tmp_path / "gewist.txt"
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "boog.jpg").write_bytes(b"jpeg")


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "backup.tar"
    call_command("backup", path, verbosity=0)
    return path


def refusal_of(command, *arguments, **options):
    with pytest.raises(CommandError) as refusal:
        call_command(command, *arguments, **options)
    return str(refusal.value)


def rewritten(path, change):
    """The same backup, with a manifest and members that `change` got hold of."""
    with tarfile.open(path) as tar:
        manifest = read_manifest(tar)
        members = {name: tar.extractfile(name).read() for name in tar.getnames() if name != MANIFEST}
    change(manifest, members)
    other = path.with_name("other.tar")
    with tarfile.open(other, "w") as tar:
        for name, content in [*members.items(), (MANIFEST, json.dumps(manifest).encode())]:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    return other


# --- Making one -------------------------------------------------------------------------------------------


def test_every_setting_is_told_with_its_value_or_as_a_secret(settings):
    readme = (settings.BASE_DIR / "README.md").read_text()
    table = readme.split("## Instellingen")[1].split("## In productie")[0]
    cells = re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
    named = {name for cell in cells for name in re.findall(r"`([A-Z0-9_]+)`", cell)}
    assert named - {*backups.NO_SECRETS, *backups.SECRETS} == {"DEBUG", "PORT"}


def test_it_says_what_is_in_it(tmp_path, capsys):
    RegionFactory()
    call_command("backup", tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar") as tar:
        manifest = read_manifest(tar)
        assert sorted(tar.getnames()) == ["database", "manifest.json", "media/boog.jpg"]
    assert (manifest["database"], manifest["folders"]) == (connection.vendor, ["media", "private"])
    assert manifest["rows"]["pacts.Region"] == 1
    assert "2 bestanden" not in capsys.readouterr().out
    assert "events.0001_initial" in manifest["migrations"]


def test_no_secret_is_in_it(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://naam:geheim123@mail.example.org:587")
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("BASE_URL", "https://pact.example.org")
    call_command("backup", tmp_path / "b.tar", verbosity=0)
    content = (tmp_path / "b.tar").read_bytes()
    assert [word for word in ("geheim123", settings.SECRET_KEY) if word.encode() in content] == []
    with tarfile.open(tmp_path / "b.tar") as tar:
        told = read_manifest(tar)["settings"]
    assert (told["BASE_URL"], told["EMAIL_URL"]) == ("https://pact.example.org", None)


def test_an_older_one_is_never_overwritten(backup):
    before = backup.read_bytes()
    assert refusal_of("backup", backup) == (
        f"{backup} bestaat al. Kies een andere naam: een back-up wordt nooit overschreven."
    )
    assert backup.read_bytes() == before


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (DumpFailed("pg_dump ontbreekt."), "pg_dump ontbreekt."),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "kon niet geschreven worden: No space left on device.",
        ),
    ],
)
def test_what_fails_leaves_no_half_backup(tmp_path, monkeypatch, error, sentence):
    def fail(path):
        raise error

    monkeypatch.setattr(backups, "dump", fail)
    assert refusal_of("backup", tmp_path / "b.tar", verbosity=0).endswith(sentence)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["media"]


def test_uploads_that_cannot_be_read_leave_no_half_backup(tmp_path, monkeypatch):
    def fail(storage):
        raise RuntimeError("AccessDenied")

    monkeypatch.setattr(backups, "paths_in", fail)
    sentence = "De uploads konden niet gelezen worden: AccessDenied."
    assert refusal_of("backup", tmp_path / "b.tar", verbosity=0) == sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["media"]


def test_what_is_uploaded_while_the_database_is_read_is_in_it(tmp_path, monkeypatch):
    dump = backups.dump

    def busy(path):
        (tmp_path / "media" / "later.jpg").write_bytes(b"later")
        return dump(path)

    monkeypatch.setattr(backups, "dump", busy)
    manifest = back_up(tmp_path / "b.tar", lambda line: None)
    assert sorted(manifest["sha256"]) == ["database", "media/boog.jpg", "media/later.jpg"]


# --- Refusing one -----------------------------------------------------------------------------------------


@pytest.fixture
def untouched(monkeypatch):
    """The database and the uploads are not touched."""
    touched = []
    monkeypatch.setattr(restoring, "load", touched.append)
    monkeypatch.setattr(restoring, "put_uploads", lambda *args: touched.append(args))
    yield
    assert touched == []


def test_a_database_with_something_in_it_is_not_replaced_unasked(backup, untouched):
    assert refusal_of("restore", backup, verbosity=0) == (
        "De database is niet leeg. Met --replace gaat alles weg wat er nu in staat, en komt de back-up ervoor terug."
    )


def spoil(manifest, members):
    members["media/boog.jpg"] = b"spam"


def forget(manifest, members):
    del members["media/boog.jpg"]


def climb(manifest, members):
    members["media/../../x"] = b"x"
    manifest["sha256"]["media/../../x"] = "x"


def of_the_other_database(manifest, members):
    manifest["database"] = "oracle"


def of_tomorrow(manifest, members):
    manifest["zorgpact"] = "9.0.0"
    manifest["migrations"].append("events.0999_later")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (spoil, "De back-up is beschadigd: media/boog.jpg is niet wat het was."),
        (forget, "is geen hele back-up: \"filename 'media/boog.jpg' not found\"."),
        (climb, "De back-up is beschadigd: media/../../x hoort er niet in."),
        (of_the_other_database, "Deze back-up is van iets anders, en DATABASE_URL wijst naar SQLite."),
        (of_tomorrow, "Deze back-up is van een nieuwere versie (9.0.0). Installeer die eerst."),
    ],
)
def test_what_is_not_right_is_refused(backup, untouched, change, sentence):
    assert refusal_of("restore", rewritten(backup, change), replace=True, verbosity=0).endswith(sentence)


@pytest.mark.parametrize("content", [b"", b"geen tar", None])
def test_what_is_no_backup_is_refused(tmp_path, untouched, content):
    path = tmp_path / "iets.tar"
    if content is not None:
        path.write_bytes(content)
    assert refusal_of("restore", path, verbosity=0).startswith(str(path))


def test_a_tar_of_something_else_is_refused(tmp_path, untouched):
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        tar.add(tmp_path / "media", "media")
    assert refusal_of("restore", tmp_path / "x.tar") == (
        "Dit is geen back-up van Zorgpact: er zit geen manifest in."
    )


def test_a_broken_database_leaves_the_present_one(backup, tmp_path):
    RegionFactory(slug="hier")

    def break_database(manifest, members):
        members["database"] = b"geen database"
        manifest["sha256"]["database"] = backups.digest_of(BytesIO(b"geen database"))

    sentence = refusal_of("restore", rewritten(backup, break_database), replace=True, verbosity=0)
    assert sentence == "De database in de back-up is stuk: file is not a database."
    assert type(RegionFactory.build()).objects.filter(slug="hier").exists()


# --- What an operator is told -----------------------------------------------------------------------------


def test_an_operator_hears_what_could_go_wrong_later(backup, settings, capsys):
    settings.SECRET_KEY = "een heel andere sleutel"
    call_command("restore", backup, replace=True, verbosity=0)
    told = capsys.readouterr().out
    assert "gewist.txt is er niet. Liet iemand zich na de back-up wissen, dan staat die er weer in" in told
    assert "SECRET_KEY is een andere dan toen" in told
    assert "Uploads die niet" not in told
    assert told.endswith("Teruggezet. Draai nu manage.py setup en start de site.\n")


def test_an_earlier_key_that_still_counts_is_no_reason_to_warn(backup, settings, capsys):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een heel andere sleutel"
    call_command("restore", backup, replace=True, verbosity=0)
    assert "SECRET_KEY" not in capsys.readouterr().out


def test_uploads_that_an_older_backup_left_out_stay_and_it_says_so(backup, tmp_path, capsys):
    without = rewritten(backup, lambda manifest, members: manifest["folders"].remove("media"))
    (tmp_path / "media" / "later.jpg").write_bytes(b"later")
    call_command("restore", without, replace=True, verbosity=0)
    assert (tmp_path / "media" / "later.jpg").exists()
    assert (
        "Uploads die niet in deze back-up zitten, bleven zoals zij waren: media." in capsys.readouterr().out
    )


def test_the_start_of_the_admin_says_that_mail_is_held(signed_in):
    admin = signed_in(UserFactory(is_superuser=True))
    assert "Mail wordt vastgehouden" not in admin.get("/admin/").text
    registration = RegistrationFactory()
    for kind in ("confirmed", "moved"):
        registration.mails.create(kind=kind)
    hold_mail()
    assert "2 mails van vóór het terugzetten van de back-up wachten." in " ".join(
        admin.get("/admin/").text.split()
    )
    drop_held_mail()


def test_held_mail_gives_way_to_newer_news_and_can_be_dropped():
    registration = RegistrationFactory()
    registration.mails.create(kind="confirmed")
    assert (hold_mail(), held_mail(), registration.mails.due().count()) == (1, 1, 0)
    assert registration.mails.queued().count() == 1  # what newer news replaces
    assert (drop_held_mail(), held_mail(), registration.mails.count()) == (1, 0, 0)

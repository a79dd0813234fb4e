"""Before the site starts: one sentence when it cannot."""

import socket

import pytest
from django.db import OperationalError, connection

from zorgpact.operations import preparation
from zorgpact.operations.preparation import CannotServe

pytestmark = pytest.mark.once


def test_a_port_in_use_is_refused_with_the_next_one_as_advice():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotServe) as refusal:
            preparation.check_port(port)
    assert str(refusal.value) == (
        f"Poort {port} is in gebruik. Stop wat daar draait, of kies een andere, zoals PORT={port + 1}"
    )


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_no_port_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(CannotServe) as refusal:
        preparation.chosen_port()
    assert str(refusal.value) == (f"PORT={value} is geen poortnummer. Kies een getal van 1 tot en met 65535.")


@pytest.mark.parametrize(("value", "port"), [("", 8000), ("8123", 8123)])
def test_the_port_can_be_chosen(monkeypatch, value, port):
    monkeypatch.setenv("PORT", value)
    assert preparation.chosen_port() == port


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(CannotServe) as refusal:
        preparation.check_folder(tmp_path / "var")
    assert str(refusal.value) == (
        f"In de map {tmp_path / 'var'} kan niet geschreven worden (file exists). "
        "Kies een andere map met VAR_DIR."
    )


def test_a_database_that_does_not_answer_is_refused(monkeypatch):
    def fail():
        raise OperationalError("connection refused\nand more")

    monkeypatch.setattr(preparation.connection, "ensure_connection", fail)
    with pytest.raises(CannotServe) as refusal:
        preparation.check_database()
    assert str(refusal.value) == ("De database is niet bereikbaar: connection refused. Klopt DATABASE_URL?")


# --- A database of before 0.2.0 -----------------------------------------------------------------------------


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_database_made_by_the_recorded_migrations_misses_nothing(db):
    assert preparation.missing_columns() == set()


def test_a_database_without_migrations_is_new_and_misses_nothing(db):
    execute("DELETE FROM django_migrations")
    assert preparation.missing_columns() == set()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ("ALTER TABLE events_event RENAME COLUMN capacity TO places", {"events_event.capacity"}),
        (
            "ALTER TABLE events_registration RENAME COLUMN event_id TO session_id",
            {"events_registration.event_id"},
        ),
    ],
)
def test_a_column_that_the_recorded_migrations_should_have_made_is_missed(db, change, missing):
    execute(change)
    assert preparation.missing_columns() == missing


def test_a_table_that_the_recorded_migrations_should_have_made_is_missed(db):
    execute("ALTER TABLE pacts_placename RENAME TO pacts_village")
    assert {name.split(".")[0] for name in preparation.missing_columns()} == {"pacts_placename"}


def test_a_database_of_before_0_2_0_is_refused_with_what_to_do(db, settings, monkeypatch):
    execute("ALTER TABLE events_event RENAME COLUMN capacity TO places")
    monkeypatch.setitem(connection.settings_dict, "NAME", "oud")
    old = f"de map {settings.VAR_DIR}" if connection.vendor == "sqlite" else "de database oud"
    with pytest.raises(CannotServe) as refusal:
        preparation.check_tables()
    assert str(refusal.value) == (
        f"Deze database is van vóór versie 0.2.0 en kan niet mee: gooi {old} weg en begin opnieuw "
        "(wat je veranderde, is dan weg), of wijs met DATABASE_URL een andere aan."
    )

"""The file of participants is safe to open."""

import pytest

from events.export import HEADERS, defuse, registrations_csv
from events.models import Registration
from tests.factories import RegistrationFactory


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+31612345678",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "  =1+1",
        "\u00a0=1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_defused(cell):
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Anna", "a=b", "anna@example.org", "Zorg-Oost", "'s-Hertogenbosch"])
def test_ordinary_text_is_left_alone(cell):
    assert defuse(cell) == cell


def test_every_column_is_defused(db):
    RegistrationFactory(name="=1", organisation="+1", role="-1", remarks="@1")
    row = registrations_csv(Registration.objects.select_related("region")).splitlines()[1]
    assert row.startswith("'=1,deelnemer")
    assert ",'+1,'-1,,'@1,Bevestigd," in row


def test_without_registrations_there_are_headings_only():
    assert registrations_csv([]) == "\ufeff" + ",".join(HEADERS) + "\r\n"

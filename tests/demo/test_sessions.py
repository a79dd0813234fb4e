import datetime

import pytest

from zorgpact.demo.sessions import on_a_working_day

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("planned", "held"),
    [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2026-11-30", "2026-11-30"),
        ("2026-12-23", "2026-12-23"),
        ("2026-12-24", "2027-01-04"),
        ("2027-01-01", "2027-01-04"),
        ("2028-01-03", "2028-01-03"),
        ("2027-04-27", "2027-04-28"),
    ],
)
def test_demo_sessions_are_held_when_people_would_come(planned, held):
    assert on_a_working_day(datetime.date.fromisoformat(planned)) == datetime.date.fromisoformat(held)

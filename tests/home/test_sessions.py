import datetime

import pytest

from zorgpact.home.demo.sessions import on_a_weekday


@pytest.mark.parametrize(
    ("planned", "held"),
    [
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", "2026-11-30"),
        ("2026-11-29", "2026-11-30"),
        ("2026-11-30", "2026-11-30"),
    ],
)
def test_demo_sessions_are_held_on_weekdays(planned, held):
    assert on_a_weekday(datetime.date.fromisoformat(planned)) == datetime.date.fromisoformat(held)

"""Periods as files write them and as people read them."""

import pytest

from zorgpact.monitoring.models import BadPeriod, Frequency, Period

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "label", "short"),
    [
        ("2018", "2018", "2018"),
        ("2018H2", "2e halfjaar 2018", "2e hj. 2018"),
        ("2025Q2", "2e kwartaal 2025", "2e kw. 2025"),
        ("2018M09", "september 2018", "sep. 2018"),
        ("2018/19", "studiejaar 2018–2019", "2018/19"),
        ("1999/00", "studiejaar 1999–2000", "1999/00"),
    ],
)
def test_a_period_is_read_written_and_told(text, label, short):
    period = Period.parse(text)
    assert (str(period), period.label, period.short) == (text, label, short)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018Q5",
        "2018Q0",
        "2018M13",
        "2018M9",
        "2018H3",
        "2018/20",
        "1918",
        "2118",
        "2018-Q1",
        "２０１８",
        "18Q1",
        "2018Q1\n",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(BadPeriod):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("2018", "2019"),
        ("2018H2", "2019H1"),
        ("2018Q4", "2019Q1"),
        ("2018M12", "2019M01"),
        ("2018/19", "2019/20"),
    ],
)
def test_periods_that_follow_each_other_sort_so_and_differ_by_one(text, following):
    one, two = Period.parse(text), Period.parse(following)
    assert (two.ordinal - one.ordinal, text < following, one.middle < two.middle) == (1, True, True)


def test_a_school_year_lies_between_two_years():
    assert 2019 < Period.parse("2018/19").middle < 2020 - 0.5


def test_every_frequency_has_an_example_of_its_own():
    assert {Period.parse(frequency.example).frequency for frequency in Frequency} == set(Frequency)

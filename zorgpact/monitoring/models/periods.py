"""The periods that figures are about, as they are written in files: 2018, 2018H1, 2018Q4, 2018M09 and 2018/19.

Within one frequency the texts sort as the periods follow each other, so a column of text can be put in order.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.db import models
from django.utils.dates import MONTHS

ORDINALS = ("1e", "2e", "3e", "4e")
PER_YEAR = {"jaar": 1, "halfjaar": 2, "kwartaal": 4, "maand": 12, "studiejaar": 1}
FIRST_YEAR, LAST_YEAR = 1990, 2099


class Frequency(models.TextChoices):
    YEAR = "jaar", "per jaar"
    HALF = "halfjaar", "per halfjaar"
    QUARTER = "kwartaal", "per kwartaal"
    MONTH = "maand", "per maand"
    SCHOOL_YEAR = "studiejaar", "per studiejaar"

    @property
    def per_year(self) -> int:
        return PER_YEAR[self.value]

    @property
    def example(self) -> str:
        """How such a period is written in a file."""
        return str(Period(self, 2018, self.per_year))


PATTERNS = {
    Frequency.YEAR: re.compile(r"(\d{4})", re.ASCII),
    Frequency.HALF: re.compile(r"(\d{4})H([12])", re.ASCII),
    Frequency.QUARTER: re.compile(r"(\d{4})Q([1-4])", re.ASCII),
    Frequency.MONTH: re.compile(r"(\d{4})M(0[1-9]|1[0-2])", re.ASCII),
    Frequency.SCHOOL_YEAR: re.compile(r"(\d{4})/\d{2}", re.ASCII),
}


class BadPeriod(ValueError):
    """This text is no period."""


class Period(NamedTuple):
    """One of them: `number` counts within the year, from 1."""

    frequency: Frequency
    year: int
    number: int = 1

    @staticmethod
    def parse(text: str) -> "Period":
        """What such a text stands for. Raises BadPeriod."""
        return parsed(text)

    @property
    def ordinal(self) -> int:
        """Those that follow each other differ by one."""
        return self.year * self.frequency.per_year + self.number - 1

    @property
    def middle(self) -> float:
        """In years, counted from the year 0: where it lies on a line of time."""
        begins_at = 2 / 3 if self.frequency == Frequency.SCHOOL_YEAR else 0  # in September
        return self.year + begins_at + (self.number - 0.5) / self.frequency.per_year

    @property
    def label(self) -> str:
        """As a sentence has it: 4e kwartaal 2018."""
        match self.frequency:
            case Frequency.HALF:
                return f"{ORDINALS[self.number - 1]} halfjaar {self.year}"
            case Frequency.QUARTER:
                return f"{ORDINALS[self.number - 1]} kwartaal {self.year}"
            case Frequency.MONTH:
                return f"{MONTHS[self.number]} {self.year}"
            case Frequency.SCHOOL_YEAR:
                return f"studiejaar {self.year}–{self.year + 1}"
        return str(self.year)

    @property
    def short(self) -> str:
        """Where there is little room: 4e kw. 2018."""
        match self.frequency:
            case Frequency.HALF:
                return f"{ORDINALS[self.number - 1]} hj. {self.year}"
            case Frequency.QUARTER:
                return f"{ORDINALS[self.number - 1]} kw. {self.year}"
            case Frequency.MONTH:
                return f"{str(MONTHS[self.number])[:3]}. {self.year}"
            case Frequency.SCHOOL_YEAR:
                return f"{self.year}/{(self.year + 1) % 100:02}"
        return str(self.year)

    def __str__(self) -> str:
        match self.frequency:
            case Frequency.HALF:
                return f"{self.year}H{self.number}"
            case Frequency.QUARTER:
                return f"{self.year}Q{self.number}"
            case Frequency.MONTH:
                return f"{self.year}M{self.number:02}"
            case Frequency.SCHOOL_YEAR:
                return f"{self.year}/{(self.year + 1) % 100:02}"
        return str(self.year)


@lru_cache(maxsize=1024)
def parsed(text: str) -> Period:
    """Thousands of measurements share a few hundred periods."""
    for frequency, pattern in PATTERNS.items():
        if found := pattern.fullmatch(text):
            year, *rest = (int(part) for part in found.groups())
            period = Period(frequency, year, *rest)
            if str(period) == text and FIRST_YEAR <= year <= LAST_YEAR:
                return period
    raise BadPeriod(text)

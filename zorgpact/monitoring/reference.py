"""Loads the indicators from fixtures/reference/indicators.csv: those that are missing. What editors write of one stays."""

from pathlib import Path

from django.core.exceptions import ValidationError

from pacts.reference import BadReferenceFile, Row, read
from zorgpact.monitoring.models import Indicator

FILE = "indicators.csv"
TEXTS = (
    "slug",
    "title",
    "introduction",
    "unit",
    "frequency",
    "denominator_unit",
    "source_table",
    "source_url",
)
NUMBERS = ("scale", "decimals")
YES_OR_NO = {"ja": True, "nee": False}


def load_indicators(folder: Path) -> int:
    """Make and publish what is not there yet; return how many there are now. Raises BadReferenceFile."""
    rows = read(folder / FILE, *TEXTS, *NUMBERS, "is_regional", "denominator")
    known = {indicator.slug: indicator for indicator in Indicator.objects.all()}
    for row in sorted(
        rows, key=lambda row: bool(row["denominator"])
    ):  # what others are divided by comes first
        if row["slug"] not in known:
            known[row["slug"]] = make(row, known)
    return len(known)


def make(row: Row, known: dict[str, Indicator]) -> Indicator:
    divisor = row["denominator"]
    if divisor and divisor not in known:
        raise BadReferenceFile(f"{FILE} deelt {row['slug']} door {divisor!r}, en dat cijfer is er niet.")
    indicator = Indicator(
        is_regional=YES_OR_NO.get(row["is_regional"], False),
        denominator=known.get(divisor),
        **{name: row[name] for name in TEXTS},
        **{name: int(row[name]) for name in NUMBERS},
    )
    try:
        indicator.full_clean()
    except ValidationError as error:
        raise BadReferenceFile(f"{FILE}, {row['slug']}: {' '.join(error.messages)}") from error
    indicator.save()
    indicator.save_revision(clean=False).publish()
    return indicator

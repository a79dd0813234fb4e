"""Numbers as a Dutch reader writes them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

MINUS = "−"


def in_words(value: Decimal, decimals: int) -> str:
    """Rounded as one learns at school, with dots between thousands and a comma.

    >>> in_words(Decimal("-1234.65"), 1)
    '−1.234,7'
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = number_format(abs(rounded), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if rounded < 0 else text


def with_unit(number: str, unit: str) -> str:
    """A percentage sticks to its sign."""
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()

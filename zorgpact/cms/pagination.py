"""Lists in pages: the keys of one page first, then those rows with all that they show."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 12
LONGEST_NUMBER = 8  # digits of a page number


def paginate(
    rows: QuerySet,
    number: str | None,
    per_page: int = PER_PAGE,
    displayed: Callable[[Any], QuerySet] = QuerySet.all,
) -> Page:
    """The page with this number; a number that makes no sense gives the first page, one too high the last.

    The database sorts keys only: `displayed` adds joins and annotations to the rows of the page itself.
    """
    paginator = Paginator(rows.values_list("pk", flat=True), per_page)
    page = paginator.get_page(page_number(number or ""))
    keys = list(page.object_list)
    found = displayed(rows.model.objects.all()).in_bulk(keys)
    page.object_list = [found[key] for key in keys if key in found]
    return page


def page_number(number: str) -> int:
    """At least 1, and small enough for any database."""
    digits = number.lstrip("0") if number.isascii() and number.isdigit() else ""
    return int(digits[:LONGEST_NUMBER] or 1)

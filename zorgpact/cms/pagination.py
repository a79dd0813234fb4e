"""Lists in pages: one query for the rows of a page and the total together."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

PER_PAGE = 12
LONGEST_NUMBER = 8  # digits of a page number


def paginate(rows: QuerySet, number: str | None, per_page: int = PER_PAGE) -> Page:
    """The page with this number; a number that makes no sense gives the first page, one too high the last.

    `rows` may not be DISTINCT: the total is counted before duplicates go.
    """
    paginator = Paginator(rows, per_page)
    wanted = page_number(number or "")
    start = (wanted - 1) * per_page
    found = list(rows.annotate(total=Window(Count("*")))[start : start + per_page])
    if found:
        paginator.count = found[0].total
        return Page(found, wanted, paginator)
    return paginator.get_page(wanted)


def page_number(number: str) -> int:
    """At least 1, and small enough for any database."""
    digits = number.lstrip("0") if number.isascii() and number.isdigit() else ""
    return int(digits[:LONGEST_NUMBER] or 1)

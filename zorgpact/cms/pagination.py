"""Lists in pages: one query for the rows of a page and the total together."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

PER_PAGE = 12


def paginate(rows: QuerySet, number: str | None, per_page: int = PER_PAGE) -> Page:
    """The page with this number; a number that makes no sense gives the first page, one too high the last.

    `rows` may not be DISTINCT: the total is counted before duplicates go.
    """
    paginator = Paginator(rows, per_page)
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 8 else 1
    start = (max(wanted, 1) - 1) * per_page
    found = list(rows.annotate(total=Window(Count("*")))[start : start + per_page])
    if found:
        paginator.count = found[0].total
        return Page(found, max(wanted, 1), paginator)
    return paginator.get_page(wanted)

"""What only the home page shows."""

from django import template
from django.core.cache import cache

from zorgpact.cms.registry import all_kinds

register = template.Library()

FRESH = 60  # seconds


@register.simple_tag
def tally():
    """How much there is to see, as it was at most a minute ago."""
    return cache.get_or_set("home-figures", figures, FRESH)


def figures() -> list[dict[str, object]]:
    """The number of published rows of each kind that counts, for components/figures.html."""
    return [
        {"number": kind.rows.count(), "label": kind.plural.lower()} for kind in all_kinds() if kind.is_counted
    ]

"""What only the home page shows."""

from django import template

from zorgpact.cms.registry import all_kinds

register = template.Library()


@register.simple_tag
def tally() -> list[dict[str, object]]:
    """The number of published rows of each kind that counts, and what it means, for components/figures.html."""
    return [
        {"number": kind.rows.count(), "label": kind.plural.lower(), "note": kind.counted_as}
        for kind in all_kinds()
        if kind.counted_as
    ]

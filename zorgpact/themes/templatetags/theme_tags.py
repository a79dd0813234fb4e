"""Themes, and the list of them."""

from django import template

from zorgpact.themes.models import ThemePage

register = template.Library()


@register.simple_tag
def all_themes():
    """Every theme, by title, with its cover."""
    return list(ThemePage.objects.published().with_covers().order_by("title"))

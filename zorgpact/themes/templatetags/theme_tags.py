"""Themes, and the list of them."""

from django import template

from zorgpact.themes.models import ThemePage

register = template.Library()


@register.simple_tag
def all_themes() -> list[ThemePage]:
    """Every theme, by title, with its cover."""
    return list(ThemePage.objects.published().with_covers().order_by("title"))


@register.simple_tag
def theme_shown(pk: int | None) -> ThemePage | None:
    """The theme that editors put on the home page, with its cover, if anyone may see it."""
    return ThemePage.objects.published().with_covers().filter(pk=pk).first() if pk else None

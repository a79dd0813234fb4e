"""News on pages of other apps."""

from typing import Any

from django import template

from pacts.models import Region
from zorgpact.dialogue.models import Dialogue
from zorgpact.news.access import can_write
from zorgpact.news.filters import NewsListing
from zorgpact.news.models import NewsPage
from zorgpact.news.reports import report_of

register = template.Library()


@register.simple_tag(takes_context=True)
def news_listing(context: template.Context) -> NewsListing:
    """All news, newest first, narrowed down as the address says."""
    return NewsListing.of(context["request"])


@register.simple_tag
def latest_news(limit: int = 4) -> list[NewsPage]:
    """For the home page, newest first, with what cards show."""
    return list(NewsPage.objects.published().with_cards().newest_first()[:limit])


@register.simple_tag
def news_in(region: Region, limit: int = 5) -> list[NewsPage]:
    """News of a region, newest first, as plain links."""
    return list(NewsPage.objects.published().in_region(region).newest_first()[:limit])


@register.inclusion_tag("news/admin/_report_button.html", takes_context=True)
def report_button(context: template.Context, dialogue: Dialogue) -> dict[str, Any]:
    """In the admin, on the page of a room: begin its report, or go to it; for who writes no news, whom to ask."""
    return {
        "can_write": can_write(context["request"].user),
        "report": report_of(dialogue),
        "dialogue": dialogue,
        "can_report": not (dialogue.is_rehearsal or dialogue.is_at_work),
        "csrf_token": context.get("csrf_token"),
    }

"""News on pages of other apps."""

from django import template

from pacts.models import Region
from zorgpact.news.filters import NewsListing
from zorgpact.news.models import NewsPage

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

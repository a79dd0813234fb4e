"""News on pages of other apps."""

from django import template

from zorgpact.cms.filters import Listing
from zorgpact.news.forms import NewsFilterForm
from zorgpact.news.models import NewsPage

register = template.Library()


@register.simple_tag(takes_context=True)
def news_listing(context):
    """All news, newest first, narrowed down as the address says."""
    params = context["request"].GET
    rows = NewsPage.objects.published().with_cards().order_by("-published_on", "-pk")
    return Listing(rows, NewsFilterForm(params), params)


@register.simple_tag
def latest_news(limit=4):
    """For the home page, newest first, with what cards show."""
    return list(NewsPage.objects.published().with_cards().order_by("-published_on", "-pk")[:limit])


@register.simple_tag
def news_in(region, limit=5):
    """News of a region, newest first, as plain links."""
    return list(NewsPage.objects.published().in_region(region).order_by("-published_on", "-pk")[:limit])

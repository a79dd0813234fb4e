"""Small things that every page needs: breadcrumbs, chips, sharing pictures, structured data."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from zorgpact.cms.models import page_address
from zorgpact.taxonomy.models import Topic

register = template.Library()

CHIPS_ON_A_CARD = 4
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def page_trail(page):
    """The breadcrumbs of a page: its published parents below home, and itself."""
    above = [parent for parent in page.trail[1:] if parent.live]
    return [{"title": step.title, "url": page_address(step.url_path)} for step in [*above, page]]


@register.simple_tag
def trail(section_name, *titles):
    """The breadcrumbs of a view: the section's URL name and title, then the titles below it."""
    section_title, *below = titles
    return [{"title": section_title, "url": reverse(section_name)}, *({"title": title} for title in below)]


@register.simple_tag
def topic_chips(item):
    """The topics of an item as links to everything about them."""
    search = reverse("search")
    return [
        {"title": topic.name, "url": f"{search}?onderwerp={topic.slug}"}
        for topic in item.topics.order_by("kind", "name")
    ]


@register.simple_tag
def region_chips(item):
    """The published regions of an item as links. In a preview they are a list that knows `filter()`, no `published()`."""
    regions = item.regions.filter(live=True).order_by("title")
    return [{"title": region.title, "url": region.get_absolute_url()} for region in regions]


@register.simple_tag
def card_chips(item):
    """The names of an item's first topics, if the list was fetched `with_cards()`; else none, at no cost.

    Themes come first, then the other kinds in the order of `Topic.Kind`.
    """
    is_fetched = "tagged_items" in getattr(item, "_prefetched_objects_cache", {})
    topics = [tagged.tag for tagged in item.tagged_items.all()] if is_fetched else []
    topics.sort(key=lambda topic: Topic.Kind.values.index(topic.kind))
    return [{"title": topic.name} for topic in topics[:CHIPS_ON_A_CARD]]


@register.simple_tag
def sharing_image(item):
    """The absolute address of the picture that goes with a shared link, or nothing."""
    image = (
        item.social_image if item.social_image_id and item.social_image_id != item.cover_id else item.cover
    )
    return absolute(image.get_rendition("fill-1200x630|format-jpeg").url) if image else ""


@register.simple_tag
def json_ld(data):
    """Structured data as a block that no browser executes."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{text.translate(SCRIPT_ESCAPES)}</script>')  # noqa: S308


@register.simple_tag
def article_data(page):
    """What search engines are told of an article (schema.org NewsArticle)."""
    image = sharing_image(page)
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.introduction,
        "datePublished": page.published_on.isoformat(),
        "dateModified": (page.last_published_at or page.published_on).isoformat(),
        "author": {"@type": "Person" if page.byline else "Organization", "name": page.byline or "Zorgpact"},
        "mainEntityOfPage": absolute(page.get_absolute_url()),
        **({"image": image} if image else {}),
    }


@register.filter
def absolute(url):
    """The full address of a path on this site."""
    return url if url.startswith("http") else f"{settings.BASE_URL}{url}"


@register.filter
def year_span(plan):
    """The period of a plan: 2018–2022, or one year."""
    return (
        f"{plan.period_start}–{plan.period_end}"
        if plan.period_end != plan.period_start
        else str(plan.period_start)
    )

"""Small things that every page needs: breadcrumbs, chips, pictures, structured data."""

import json
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from zorgpact.cms.filters import Listing
from zorgpact.cms.models import CustomImage, PresentedPage, page_address
from zorgpact.cms.pictures import Size, sizes_of
from zorgpact.taxonomy.models import Topic

register = template.Library()

TOPICS_ON_A_CARD = 4
KINDS = {kind: place for place, kind in enumerate(Topic.Kind.values)}
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.inclusion_tag("components/breadcrumbs.html")
def page_breadcrumbs(page: PresentedPage) -> dict[str, Any]:
    """The breadcrumbs of a page: its published parents below home, and itself."""
    above = [(parent.title, page_address(parent.url_path)) for parent in page.trail[1:] if parent.live]
    return {"above": above, "title": page.title}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """The breadcrumbs of a view: title and address of what is above it in turns, and its own title."""
    *above, title = steps
    return {"above": list(zip(above[::2], above[1::2], strict=True)), "title": title}


@register.simple_tag
def topic_chips(item: Any, base_url: str) -> list[dict[str, str]]:
    """The topics of an item as links to the list at `base_url` that is narrowed down to them."""
    return [
        {"title": topic.name, "url": f"{base_url}?onderwerp={topic.slug}"}
        for topic in item.topics.order_by("kind", "name")
    ]


@register.simple_tag
def region_chips(item: Any) -> list[dict[str, str]]:
    """The published regions of an item as links. In a preview they are a list that knows `filter()`, no `published()`."""
    regions = item.regions.filter(live=True).order_by("title")
    return [{"title": region.title, "url": region.get_absolute_url()} for region in regions]


@register.simple_tag
def card_topics(item: Any) -> list[str]:
    """The names of an item's first topics, for a list that was fetched `with_cards()`.

    Themes come first, then the other kinds in the order of `Topic.Kind`.
    """
    topics = sorted((tagged.tag for tagged in item.tagged_items.all()), key=lambda topic: KINDS[topic.kind])
    return [topic.name for topic in topics[:TOPICS_ON_A_CARD]]


@register.simple_tag(takes_context=True)
def current(context: template.Context, url: str) -> str:
    """For a link in a menu: tells whether it leads to this very page, or to the part of the site that it is in."""
    path = getattr(context.get("request"), "path", "")
    if path == url:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if path.startswith(url) else ""


@register.simple_tag
def status(value: str, label: str = "") -> str:
    """Where something stands, as components/status.html draws it: each is drawn once."""
    return drawn_status(value, label)


@cache
def drawn_status(value: str, label: str) -> str:
    return render_to_string("components/status.html", {"status": value, "label": label})


@register.simple_tag
def picture(image: CustomImage | None, specs: str, sizes: str, **attributes: Any) -> str:
    """A picture in WebP and JPEG. `specs`: Wagtail's sizes with spaces between, `sizes` and the rest as in HTML.

    Nothing without a picture, or when its file is gone or cannot be read.
    """
    wanted = [f"format-{kind}|{spec}" for kind in ("webp", "jpeg") for spec in specs.split()]
    found = sizes_of(image, wanted) if image else []
    if not found:
        return ""
    webp, jpeg = found[: len(found) // 2], found[len(found) // 2 :]
    source = flatatt({"sizes": sizes, "srcset": srcset(webp), "type": "image/webp"})
    url, width, height = jpeg[0]
    own = {"alt": "", "src": url, "srcset": srcset(jpeg), "sizes": sizes, "width": width, "height": height}
    return format_html("<picture><source{}><img{}></picture>", source, flatatt(own | attributes))


def srcset(sizes: list[Size]) -> str:
    return ", ".join(f"{size.url} {size.width}w" for size in sizes)


@register.simple_tag
def sharing_image(item: Any) -> str:
    """The absolute address of the picture that goes with a shared link, or nothing."""
    image = (
        item.social_image if item.social_image_id and item.social_image_id != item.cover_id else item.cover
    )
    found = sizes_of(image, ["fill-1200x630|format-jpeg"]) if image else []
    return absolute(found[0].url) if found else ""


@register.simple_tag
def json_ld(data: dict[str, Any]) -> str:
    """Structured data as a block that no browser executes."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{text.translate(SCRIPT_ESCAPES)}</script>')  # noqa: S308


@register.simple_tag
def article_data(page: Any) -> dict[str, Any]:
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


@register.simple_tag(takes_context=True)
def list_address(context: Any, listing: Listing) -> str:
    """The full address of a list as it is filtered, and of this page of it: each is a page of its own."""
    return absolute(context["request"].path + listing.question)


@register.filter
def absolute(url: str) -> str:
    """The full address of a path on this site."""
    return url if url.startswith("http") else f"{settings.BASE_URL}{url}"


@register.filter
def search_button_in_dutch(html: str) -> str:
    """Of a screen of Wagtail: the name of this button cannot be translated there."""
    return mark_safe(html.replace('value="Search"', 'value="Zoeken"'))  # noqa: S308  # a block of a template


@register.filter
def initials(name: str) -> str:
    """The first letters of a first and a last name: what lies between, and titles in lower case, does not count."""
    capitals = [word[0] for word in name.split() if word[0].isupper()]
    return capitals[0] + capitals[-1] if len(capitals) > 1 else "".join(capitals)


@register.filter
def year_span(plan: Any) -> str:
    """The period of a plan: 2018–2022, or one year."""
    return (
        f"{plan.period_start}–{plan.period_end}"
        if plan.period_end != plan.period_start
        else str(plan.period_start)
    )

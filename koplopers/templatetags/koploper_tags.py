"""Koplopers on pages of other apps."""

from collections.abc import Iterable
from typing import Any

from django import template

from koplopers.filters import KoploperListing
from koplopers.models import KoploperPage
from pacts.models import Region

register = template.Library()


@register.simple_tag(takes_context=True)
def koploper_listing(context: template.Context) -> KoploperListing:
    """All koplopers, narrowed down as the address says."""
    return KoploperListing.of(context["request"])


@register.simple_tag
def koplopers_in(region: Region, limit: int = 3) -> list[KoploperPage]:
    """Koplopers of a region."""
    koplopers = KoploperPage.objects.published().in_region(region).order_by("title")
    return list(koplopers.first_few(limit).with_covers().with_people())


@register.simple_tag
def koplopers_of(pact: Any, limit: int = 6) -> list[KoploperPage]:
    """Koplopers that belong to a pact, as plain links."""
    if pact.pk is None:  # an editor previews what is not saved yet
        return []
    return list(KoploperPage.objects.published().filter(pact=pact).order_by("title")[:limit])


@register.simple_tag
def koplopers_shown(stream: Iterable[Any]) -> list[KoploperPage]:
    """The published koplopers that an editor chose in a stream, in that order, with what cards show."""
    chosen = [block.value.pk for block in stream if block.value]
    found = {page.pk: page for page in KoploperPage.objects.published().filter(pk__in=chosen).with_cards()}
    return [found[pk] for pk in chosen if pk in found]


@register.simple_tag
def latest_koplopers(limit: int = 3) -> list[KoploperPage]:
    """For the home page."""
    newest = KoploperPage.objects.published().order_by("-first_published_at", "title")
    return list(newest.first_few(limit).with_covers().with_people())

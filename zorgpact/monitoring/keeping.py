"""What is counted of a frozen round never changes: it is counted once, also when visitors see a new edition of the site."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import caches

from zorgpact.agenda.models import Round

Counted = TypeVar("Counted")


def kept(this: Round, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` makes of this round, or made of it before. Nothing goes in that leads to a row or may be renamed."""
    key = f"round-{this.pk}-{this.frozen_at:%Y%m%d%H%M%S%f}-{name}"
    made = caches["fragments"].get_or_set(key, count, timeout=None)
    return cast(Counted, made)

"""How often anybody may do something that costs others: counted in the cache, under a digest of who it is."""

import time
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """At most `most` times in `seconds`. Windows begin at fixed moments, and two at once may count as one."""

    name: str
    most: int
    seconds: int = 3600

    def key(self, who: str) -> str:
        window = int(time.time() // self.seconds)
        return f"limit-{self.name}-{window}-{sha256(who.encode()).hexdigest()[:32]}"


def allows(*counted: tuple[Limit, str]) -> bool:
    """Count once more for each of these people; whether all are still within their limit."""
    keys = {limit.key(who): limit for limit, who in counted}
    counts = {key: count + 1 for key, count in (dict.fromkeys(keys, 0) | cache.get_many(keys)).items()}
    for key, count in counts.items():
        cache.set(key, count, keys[key].seconds)
    return all(count <= keys[key].most for key, count in counts.items())


def is_used_up(limit: Limit, who: str) -> bool:
    """Whether once more would be too often. Counts nothing: for what only counts when it fails."""
    return cache.get(limit.key(who), 0) >= limit.most


def sender_of(request: HttpRequest) -> str:
    """The address that a request comes from. Behind a proxy that is the last one in its header: only that one is its own."""
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.META.get("REMOTE_ADDR", "")

"""How often anybody may do something that costs others: one plain interface, counted in the database.

    BY_SENDER = Limit("registrations-from", most=60, seconds=600)
    if not allows((BY_SENDER, sender_of(request))): …                      # counts, in one statement
    if is_used_up(WRONG, who): … ; allows((WRONG, who))                    # for what counts only when it fails

In the database, and not in a cache: a cache that is down, is emptied or is one of several counts nothing. What is only read
is counted in the process (`allows_here`), for a visitor who reads must never cost a write.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from zorgpact.limits.models import Count

NETWORK_OF_ONE = 64  # bits: who has one IPv6 address has all that begin like it (RFC 6177)
COUNT = """
    INSERT INTO limits_count (key, number, ends_at) VALUES {}
    ON CONFLICT (key) DO UPDATE SET number = limits_count.number + 1 RETURNING key, number
"""


@dataclass(frozen=True)
class Limit:
    """At most `most` times in `seconds`. Windows begin at fixed moments."""

    name: str
    most: int
    seconds: int = 3600

    def ends_at(self) -> datetime:
        window = int(timezone.now().timestamp()) // self.seconds
        return datetime.fromtimestamp((window + 1) * self.seconds, UTC)

    def key(self, who: str) -> str:
        """Nobody reads from it who it was: it takes SECRET_KEY to try."""
        value = f"{self.name} {self.ends_at().timestamp():.0f} {who}"
        return salted_hmac("zorgpact.limits", value, algorithm="sha256").hexdigest()


def allows(*counted: tuple[Limit, str]) -> bool:
    """Count once more for each of these; whether all are still within their limit. Nobody (an empty name) is not counted.

    One statement, so that none of those who come at the same moment is missed.
    """
    limits = {limit.key(who): limit for limit, who in counted if who}
    if not limits:
        return True
    keys = sorted(limits)  # in the same order for all, or two could wait for each other
    field = Count._meta.get_field("ends_at")
    values = [
        value
        for key in keys
        for value in (key, 1, field.get_db_prep_value(limits[key].ends_at(), connection))
    ]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(", ".join(["(%s, %s, %s)"] * len(keys))), values)
        return all(number <= limits[key].most for key, number in cursor.fetchall())


def is_used_up(*counted: tuple[Limit, str]) -> bool:
    """Whether once more would be too often for any of these. Counts nothing: for what only counts when it fails."""
    limits = {limit.key(who): limit for limit, who in counted if who}
    counts = Count.objects.filter(pk__in=limits).values_list("pk", "number") if limits else []
    return any(number >= limits[key].most for key, number in counts)


def allows_here(limit: Limit, who: str) -> bool:
    """Count in this process only: with four processes it is four times as much."""
    counts, key = caches["counts"], limit.key(who)
    counts.add(key, 0, timeout=limit.seconds)
    try:
        return counts.incr(key) <= limit.most
    except ValueError:  # it just ended
        return True


def sender_of(request: HttpRequest) -> str:
    """The IPv4 address, or the IPv6 network, that a request comes from.

    Behind a proxy that is the last address in its header: only that one is its own.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, NETWORK_OF_ONE), strict=False))


def browser_of(request: HttpRequest) -> str:
    """The cookie of a form's protection, with the sender: the session of who has no other. Nobody, without."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return f"{sender_of(request)} {cookie}" if cookie else ""


def forget_old_counts() -> int:
    """Of stretches of time that are over for an hour. For the scheduler."""
    return Count.objects.filter(ends_at__lt=timezone.now() - timedelta(hours=1)).delete()[0]

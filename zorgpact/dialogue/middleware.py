"""What phones ask all the time is answered before all that is for people: sessions, messages, editions of pages.

150 phones ask every two seconds, and mostly hear that there is nothing new. A link is the only right that anybody has here.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

ENDS = ("/stand/", "/punten/")


class RoomMiddleware:
    """The same view with the same rights, sooner."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = match_of(request.path_info) if request.path_info.endswith(ENDS) else None
        if match is None:
            return self.get_response(request)
        request.resolver_match = match
        return match.func(request, **match.kwargs)


def match_of(path: str) -> ResolverMatch | None:
    """The view of a room that may answer at once, if this is its address."""
    try:
        match = resolve(path, "zorgpact.dialogue.urls")
    except Resolver404:
        return None
    return match if getattr(match.func, "is_before_persons", False) else None

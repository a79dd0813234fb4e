"""What a room polls is answered before all that is for people: sessions, messages, editions of pages.

150 phones ask every two seconds, and mostly hear that there is nothing new. A link is the only right that anybody has here.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from zorgpact.dialogue.views import wants_json


class PolledMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_candidate = request.path_info.endswith("/stand/") and wants_json(request)
        match = polled_at(request.path_info) if is_candidate else None
        if match is None:
            return self.get_response(request)
        request.resolver_match = match
        return match.func(request, **match.kwargs)


def polled_at(path: str) -> ResolverMatch | None:
    """The view of a room that is polled at this address, if one is."""
    try:
        match = resolve(path, "zorgpact.dialogue.urls")
    except Resolver404:
        return None
    return match if getattr(match.func, "is_polled", False) else None

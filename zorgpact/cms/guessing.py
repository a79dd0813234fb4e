"""What can be guessed, may be wrong a few times: passwords of pages, and the secret in a personal link.

What is right counts for nothing, so a whole congress behind one address gets in.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zorgpact.limits.counting import Limit, allows, browser_of, is_used_up, sender_of

QUARTER = 15 * 60  # seconds
WRONG_PASSWORDS = Limit("wrong-passwords", 10, QUARTER)  # by one browser: typing errors are fewer
WRONG_PASSWORDS_FROM = Limit(
    "wrong-passwords-from", 60, QUARTER
)  # a congress that mistypes; 5,760 guesses a day at most
WRONG_LINKS_FROM = Limit("wrong-links-from", 60, QUARTER)  # a congress with links of last year

View = Callable[..., HttpResponse]
WRONG_LINK = {
    "title": "Die link klopte te vaak niet",
    "advice": "Probeer het over een kwartier nog eens, met de link uit de nieuwste mail.",
}


def too_many(request: HttpRequest, **said: str) -> HttpResponse:
    """That it was too often, and what to do; without `title` and `advice` it is about a password."""
    return render(request, "429.html", said, status=HTTPStatus.TOO_MANY_REQUESTS)


def limiting_guesses(view: View) -> View:
    """For a form with a password: asked again means that it was wrong."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        counted = guesses_of(request)
        if is_used_up(*counted):
            return too_many(request)
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            allows(*counted)
        return response

    return guarded


def guesses_of(request: HttpRequest) -> list[tuple[Limit, str]]:
    sender = sender_of(request)
    who = browser_of(request) or sender
    return [
        (WRONG_PASSWORDS, f"{request.path_info} {who}"),
        (WRONG_PASSWORDS_FROM, f"{request.path_info} {sender}"),
    ]


def limiting_wrong_links(view: View) -> View:
    """For an address with a secret in it: not found means that it was wrong."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        counted = (WRONG_LINKS_FROM, sender_of(request))
        if is_used_up(counted):
            return too_many(request, **WRONG_LINK)
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.NOT_FOUND:
            allows(counted)
        return response

    return guarded

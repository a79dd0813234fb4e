"""Wagtail's own views where they need care: what is shielded and opened with a password, documents, sizes of pictures,
the chooser of pages.

And what is said when something fails, and to whom one reports a leak.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.documents.views.serve import authenticate_with_password as document_authenticate
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images.models import SourceImageIOError
from wagtail.images.views.serve import serve as serve_picture
from wagtail.models import Page
from wagtail.views import authenticate_with_password as page_authenticate

from zorgpact.cms.choosing import choosable, numbers
from zorgpact.cms.guessing import limiting_guesses
from zorgpact.cms.models import SiteSettings

RETRY_AFTER = 5  # seconds
BARE = "<!DOCTYPE html><html lang=nl><title>Storing</title><p>Er ging iets mis. Probeer het zo nog eens.</p></html>"


def returning_to_a_path(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail goes on to what the form says, and fails on what is neither a path nor the name of a view."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.POST.get("return_url", "/").startswith("/"):
            raise BadRequest("return_url is no path")
        return view(request, **kwargs)

    return guarded


page_unlock = limiting_guesses(returning_to_a_path(page_authenticate))
document_unlock = limiting_guesses(returning_to_a_path(document_authenticate))


def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponse:
    """A document as Wagtail serves it, without the encoding `None` that its sendfile() names."""
    response = serve_document(request, document_id, filename)
    if response.headers.get("Content-Encoding") == "None":
        del response.headers["Content-Encoding"]
    return response


def picture_size(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """A size of a picture, made if need be. One that cannot be made is not found; Wagtail would let proxies keep that."""
    try:
        response = serve_picture(request, **kwargs)
    except SourceImageIOError as error:
        raise Http404 from error
    if response.status_code == HTTPStatus.GONE:
        raise Http404
    return response


@require_admin_access
def choose_page_below(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Wagtail tells the title of the page that one stands at, whatever page that is."""
    get_object_or_404(choosable(Page.objects.all(), request.user), pk=parent_page_id)
    return BrowseView.as_view()(request, parent_page_id=parent_page_id)


@require_admin_access
def chosen_pages(request: HttpRequest) -> HttpResponse:
    """Of the numbers that are asked for, only those of pages that one might have chosen."""
    asked = numbers(request.GET.getlist("id"))
    found = choosable(Page.objects.filter(pk__in=asked), request.user).values_list("pk", flat=True)
    query = request.GET.copy()
    query.setlist("id", [str(pk) for pk in found])
    request.GET = query  # type: ignore[assignment]  # Django's own views do so too
    return ChosenMultipleView.as_view()(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that is away or too busy is no fault of the site: 503, and when to try again.

    The page asks nothing of the database. Without styles, when even the list of static files is missing.
    """
    is_busy = isinstance(sys.exc_info()[1], OperationalError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_busy else HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        content: str = render_to_string(f"{status.value}.html")
    except ValueError:
        content = BARE
    return HttpResponse(content, status=status, headers={"Retry-After": str(RETRY_AFTER)} if is_busy else {})


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a leak (RFC 9116)."""
    contact = SiteSettings.load().contact_email
    expires_at = (timezone.now() + timedelta(days=300)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}" if contact else f"Contact: {settings.BASE_URL}/contact/",
        f"Expires: {expires_at.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

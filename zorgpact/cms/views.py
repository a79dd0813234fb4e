"""Wagtail's own views where they need care: what is shielded and opened with a password, documents, sizes of pictures."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.documents.views.serve import authenticate_with_password as document_authenticate
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images.models import SourceImageIOError
from wagtail.images.views.serve import serve as serve_picture
from wagtail.views import authenticate_with_password as page_authenticate


def returning_to_a_path(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail goes on to what the form says, and fails on what is neither a path nor the name of a view."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.POST.get("return_url", "/").startswith("/"):
            raise BadRequest("return_url is no path")
        return view(request, **kwargs)

    return guarded


page_unlock = returning_to_a_path(page_authenticate)
document_unlock = returning_to_a_path(document_authenticate)


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

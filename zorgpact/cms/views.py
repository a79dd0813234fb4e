"""How what is shielded is opened with a password."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from wagtail.documents.views.serve import authenticate_with_password as document_authenticate
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

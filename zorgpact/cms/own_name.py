"""The site by its own address, BASE_URL, where a package would write the name by which it happened to be asked."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def by_own_name(view: View) -> View:
    """The view, asked at BASE_URL."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = urlsplit(settings.BASE_URL)
        request.META |= {"HTTP_HOST": address.netloc, "wsgi.url_scheme": address.scheme}
        return view(request, *args, **kwargs)

    return asked

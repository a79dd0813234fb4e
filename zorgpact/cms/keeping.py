"""An answer that takes long to make and is the same for everybody: made once for each edition of the site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse


def kept_for_an_edition(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For an address of which nothing hangs on who asks. The edition is a name that changes with what visitors see."""

    @wraps(view)
    def kept(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = f"{view.__name__}-{request.edition}"  # type: ignore[attr-defined]
        made = caches["fragments"].get(key)
        if made is None:
            response = view(request, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            made = response.content, dict(response.headers)
            caches["fragments"].set(key, made)
        content, headers = made
        return HttpResponse(content, headers=headers)

    return kept

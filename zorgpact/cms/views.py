"""How a page is found and served, and how what is shielded is opened with a password."""

from collections.abc import Callable
from functools import wraps
from itertools import accumulate

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from wagtail.documents.views.serve import authenticate_with_password as document_authenticate
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import authenticate_with_password as page_authenticate
from wagtail.views import serve as wagtail_serve


def page_serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, but find it in three queries however deep it lies.

    Wagtail asks two queries for each level. What is not found here (an unknown address, a page with routes of its own) is
    left to Wagtail.
    """
    route = find_page(request, path)
    if route:
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # where Wagtail keeps what it found
    return wagtail_serve(request, path)


def find_page(request: HttpRequest, path: str) -> RouteResult | None:
    """The live page at `path`, its parents on `page.trail` (home first) so that breadcrumbs need no query."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    steps = [part for part in path.split("/") if part]
    url_paths = list(accumulate(steps, lambda url, step: f"{url}{step}/", initial=site.root_page.url_path))
    found = {page.url_path: page for page in Page.objects.filter(url_path__in=url_paths[1:])}
    found[url_paths[0]] = site.root_page
    page = found.get(url_paths[-1])
    if page is None or not page.live or not hasattr(page.specific_class, "trail"):
        return None
    specific = page.specific_class.objects.for_display().get(pk=page.pk)
    specific.trail = [found[url_path] for url_path in url_paths[:-1] if url_path in found]
    return RouteResult(specific)


def returning_to_a_path(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail goes on to what the form says, and fails on what is neither a path nor the name of a view."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not request.POST.get("return_url", "/").startswith("/"):
            raise BadRequest("return_url is no path")
        return view(request, **kwargs)

    return guarded


page_unlock = returning_to_a_path(page_authenticate)
document_unlock = returning_to_a_path(document_authenticate)

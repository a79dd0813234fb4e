"""What is compressed; a content security policy, looser for Wagtail's screens; who may keep an answer; sessions that no
cookie breaks; what is not found.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import has_vary_header
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found

from zorgpact.cms.editions import current_edition, new_name
from zorgpact.cms.filters import FormerChoice
from zorgpact.cms.models import FormerSlug
from zorgpact.cms.registry import Kind, all_kinds


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Wagtail's screens get the looser policy that they need; what it shows to who is not logged in gets that of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        super().__init__(get_response)
        self.site_policy = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Outside the admin no answer has a policy of its own, so it is not put together for each. Django's page of an
        error has none."""
        if settings.DEBUG or request.path_info.startswith("/admin/"):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.site_policy)
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        is_failure = response.status_code >= 500  # of the database perhaps: it is not asked who this is
        is_admin = request.path_info.startswith("/admin/") and not is_failure
        if is_admin and parts.replace is None and not report_only and is_logged_in(request):
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


def is_logged_in(request: HttpRequest) -> bool:
    """Also for what was answered before anybody asked."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """No page of ours uses these, so nothing that gets into one may."""

    UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers["Permissions-Policy"] = ", ".join(f"{feature}=()" for feature in self.UNUSED)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Leaves pictures and documents as they are: they are compressed already, and tell their length."""

    READ_BY_BROWSERS = (
        "text/",
        "application/json",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
    )

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(self.READ_BY_BROWSERS)
        return super().process_response(request, response) if is_text else response


class CacheControlMiddleware:
    """Says who may keep an answer, and for how long, unless the view said so itself.

    A proxy may keep what anybody may read, and only that: an answer that looked at the session or the CSRF cookie varies
    by cookie, and who is logged in is never an example for others. So what is shielded is kept nowhere.
    """

    # A second, one more while it is made anew, and an hour while the site is down (RFC 5861). Never longer: a proxy goes on
    # showing what it has as long as the new answer may not be kept, so also of a page that was taken away or shielded.
    FOR_A_SECOND = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=3600"
    FOR_FIVE_MINUTES = "public, max-age=300"
    NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"  # as Django and Wagtail write it
    SUBSCRIBED_TO = ("application/rss+xml", "application/atom+xml", "text/calendar")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if self.has_token(request):
            response.headers["Cache-Control"] = self.NEVER
            response.headers["Referrer-Policy"] = "no-referrer"
        elif not self.is_public(request, response):
            response.headers.setdefault("Cache-Control", self.NEVER)
        elif response.headers.get("Content-Type", "").startswith(self.SUBSCRIBED_TO):
            response.headers.setdefault("Cache-Control", self.FOR_FIVE_MINUTES)
        else:
            response.headers.setdefault("Cache-Control", self.FOR_A_SECOND)
        return response

    @staticmethod
    def has_token(request: HttpRequest) -> bool:
        """Whether the address is a secret: that of a personal link."""
        return request.resolver_match is not None and "token" in request.resolver_match.kwargs

    @staticmethod
    def is_public(request: HttpRequest, response: HttpResponseBase) -> bool:
        is_read = request.method in ("GET", "HEAD") and response.status_code in (200, 304)
        is_anonymous = settings.SESSION_COOKIE_NAME not in request.COOKIES
        is_personal = bool(response.cookies) or has_vary_header(response, "Cookie")
        return is_read and is_anonymous and not is_personal


class EditionMiddleware(MiddlewareMixin):
    """Tells templates which edition of the site this request shows, asked before any row. A preview has one of its own."""

    def process_request(self, request: HttpRequest) -> None:
        is_read = request.method in ("GET", "HEAD") and not request.path_info.startswith("/admin/")
        is_preview = hasattr(request, "is_dummy")
        request.edition = current_edition() if is_read and not is_preview else new_name()  # type: ignore[attr-defined]


class ForgivingSessionMiddleware(SessionMiddleware):
    """Leaves a cookie with a NUL in it aside: PostgreSQL would refuse to look that session up."""

    def process_request(self, request: HttpRequest) -> None:
        name = settings.SESSION_COOKIE_NAME
        if "\0" in request.COOKIES.get(name, ""):
            del request.COOKIES[name]
        super().process_request(request)


class NotFoundMiddleware(MiddlewareMixin):
    """Shows the site's own page for what does not exist while DEBUG is on too: `make run` is also a demonstration."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_not_found(request, exception) if isinstance(exception, Http404) else None


class FormerAddressMiddleware(MiddlewareMixin):
    """Leads on from an address that a row had before: to the same page of it, with what was typed into a form.

    And from a list that is narrowed down to a topic that goes by another name now.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseRedirect | None:
        if isinstance(exception, FormerChoice):
            return HttpResponseRedirect(f"{request.path}?{with_current(request.GET, exception).urlencode()}")
        match = request.resolver_match
        if not isinstance(exception, Http404) or match is None or "slug" not in match.kwargs:
            return None
        kind = next((kind for kind in all_kinds() if kind.view and shares_section(kind, request.path)), None)
        pk = FormerSlug.objects.owner_of(kind.model, match.kwargs["slug"]) if kind else None
        published = kind.model.objects.published() if kind else None  # type: ignore[attr-defined]  # of every kind
        row = published.filter(pk=pk).first() if published is not None and pk else None
        if row is None or row.slug == match.kwargs["slug"]:
            return None
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": row.slug}, query=request.GET)
        return HttpResponseRedirect(address, preserve_request=request.method not in ("GET", "HEAD"))


def with_current(params: QueryDict, former: FormerChoice) -> QueryDict:
    """The same question, with the value that the choice has now."""
    changed = QueryDict(mutable=True)
    for name, values in params.lists():
        changed.setlist(name, [former.current if value == former.value else value for value in values])
    return changed


def shares_section(kind: Kind, path: str) -> bool:
    """Whether this path and the kind's own addresses begin alike: /agenda/…/aanmelden/ is of a session."""
    return kind.address("x").split("/")[1] == path.split("/")[1]

"""A content security policy, looser for Wagtail's screens; sessions that no cookie breaks; what is not found."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and parts.replace is None and not report_only:
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class ForgivingSessionMiddleware(SessionMiddleware):
    """Leaves a cookie with a NUL in it aside: PostgreSQL would refuse to look that session up."""

    def process_request(self, request):
        name = settings.SESSION_COOKIE_NAME
        if "\0" in request.COOKIES.get(name, ""):
            del request.COOKIES[name]
        super().process_request(request)


class NotFoundMiddleware(MiddlewareMixin):
    """Shows the site's own page for what does not exist while DEBUG is on too: `make run` is also a demonstration."""

    def process_exception(self, request, exception):
        return page_not_found(request, exception) if isinstance(exception, Http404) else None

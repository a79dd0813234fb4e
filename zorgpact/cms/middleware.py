"""A content security policy, looser for Wagtail's own screens; and sessions that no cookie can break."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware


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

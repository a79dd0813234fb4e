"""The content security policy, with a looser variant for Wagtail's own screens."""

from csp.middleware import CSPMiddleware
from django.conf import settings


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and parts.replace is None and not report_only:
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

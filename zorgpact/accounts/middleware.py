"""Nobody uses the admin of a site in production with a password alone."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from zorgpact.accounts.access import needs_second_step

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
ALWAYS_OPEN = {"wagtailadmin_logout"}


class SecondStepMiddleware(MiddlewareMixin):
    """Leads who is logged in without a second step to where one is set up, before anything below /admin/ answers.

    Who is logged in and has no business there is told so: Wagtail would send him to the login, which sends him back.
    """

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        is_admin = request.path_info.startswith("/admin/")
        if not is_admin or not request.user.is_authenticated or (match and match.url_name in ALWAYS_OPEN):
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        if needs_second_step(request.user) and not is_mfa_enabled(request.user, SECOND_STEPS):
            return redirect("mfa_index")
        return None

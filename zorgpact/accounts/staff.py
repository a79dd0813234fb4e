"""What an administrator does for one person who cannot get in: invite again, or erase the second step. Views of the admin."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from zorgpact.accounts import audit
from zorgpact.accounts.access import can_manage
from zorgpact.accounts.mail import enqueue
from zorgpact.accounts.models import AccountMail
from zorgpact.accounts.passwords import NotInvitable, invite
from zorgpact.users.models import User


def managed(request: HttpRequest, user_id: int) -> User:
    """This user, for whoever may change them. Raises PermissionDenied and Http404."""
    if not request.user.has_perm("users.change_user"):
        raise PermissionDenied
    user = get_object_or_404(User, pk=user_id)
    if not can_manage(request.user, user):
        raise PermissionDenied
    return user


def ask(request: HttpRequest, template: str, user: User, title: str) -> HttpResponse:
    people = {"url": reverse("wagtailusers_users:index"), "label": "Gebruikers"}
    context = {
        "header_title": title,
        "page_title": title,
        "header_icon": "user",
        "breadcrumbs_items": [people, {"url": "", "label": title}],
        "person": user,
        "back": reverse("wagtailusers_users:index"),
    }
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_again(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask first, then owe a new invitation; the link in the earlier one is over."""
    user = managed(request, user_id)
    if request.method != "POST":
        return ask(request, "accounts/admin/invite_again.html", user, "Opnieuw uitnodigen")
    try:
        invite(user, by=request.user)
        messages.success(request, f"{user.email} krijgt een nieuwe uitnodiging.")
    except NotInvitable:
        messages.error(request, f"{user.email} heeft al een wachtwoord en kan het zelf opnieuw kiezen.")
    return redirect("wagtailusers_users:index")


@require_http_methods(["GET", "HEAD", "POST"])
def erase_second_step(request: HttpRequest, user_id: int) -> HttpResponse:
    """For who lost telephone and codes. Ask first; its person is told by mail and sets up a new one at the next login."""
    user = managed(request, user_id)
    if request.method != "POST":
        return ask(request, "accounts/admin/erase_second_step.html", user, "Tweede stap wissen")
    with transaction.atomic():
        number, _ = Authenticator.objects.filter(user=user).delete()
        if number:
            what = AccountMail.Kind.SECOND_STEP_ERASED
            audit.record(user, audit.SECOND_STEP, user=request.user, what=what.label)
            enqueue(user, what)
    messages.success(request, f"De tweede stap van {user.email} is gewist.")
    return redirect("wagtailusers_users:index")

"""The report of a session, from the page of its room in the admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from zorgpact.dialogue.models import Dialogue
from zorgpact.news.access import can_write
from zorgpact.news.reports import CannotReport, draft
from zorgpact.users.models import User


@require_POST
def make_report(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """To the draft, made now or before. Who cannot get one is told why on the page where they came from."""
    if not isinstance(request.user, User) or not can_write(request.user):
        raise PermissionDenied
    dialogue = get_object_or_404(Dialogue.objects.exclude(code=""), pk=dialogue_id)
    try:
        page = draft(dialogue, request.user)
        if page.permissions_for_user(request.user).can_edit():
            return redirect("wagtailadmin_pages:edit", page.pk)
        raise CannotReport("Er is al een verslag begonnen. Vraag het aan een redacteur.")
    except CannotReport as refusal:
        messages.error(request, str(refusal))
    return redirect("gesprek:room", dialogue.pk)

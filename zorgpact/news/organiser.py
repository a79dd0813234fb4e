"""The report of a session, from the page of its room in the admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from zorgpact.dialogue.models import Dialogue
from zorgpact.news.reports import NO_RIGHT, CannotReport, draft
from zorgpact.users.models import User


@require_POST
def make_report(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """To the draft, made now or before. Who may not write news is told so on the page where they came from."""
    dialogue = get_object_or_404(Dialogue.objects.exclude(code=""), pk=dialogue_id)
    try:
        if not isinstance(request.user, User):
            raise CannotReport(NO_RIGHT)
        page = draft(dialogue, request.user)
        if page.permissions_for_user(request.user).can_edit():
            return redirect("wagtailadmin_pages:edit", page.pk)
        raise CannotReport(f"Er is al een verslag begonnen: ‘{page.title}’. Vraag het aan een redacteur.")
    except CannotReport as refusal:
        messages.error(request, str(refusal))
    return redirect("gesprek:room", dialogue.pk)

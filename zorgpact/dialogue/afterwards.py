"""What visitors read afterwards: what a session yielded, as a page and as files. These are views."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from zorgpact.dialogue import exporting
from zorgpact.dialogue.models import Dialogue


def published(slug: str) -> Dialogue:
    """What a public session with a room yielded, once it is published. Raises Http404."""
    rooms = Dialogue.objects.public().exclude(code="").filter(event__live=True)
    dialogue: Dialogue = get_object_or_404(rooms.select_related("event"), event__slug=slug)
    return dialogue


@require_safe
def outcomes(request: HttpRequest, slug: str) -> HttpResponse:
    """Threads, points per table, dots, and commitments with what became of them."""
    dialogue = published(slug)
    context = {"dialogue": dialogue, "event": dialogue.event, **exporting.outcomes(dialogue)}
    return render(request, "dialogue/outcomes.html", context)


@require_safe
def outcomes_csv(request: HttpRequest, slug: str) -> HttpResponse:
    content = exporting.as_csv(published(slug))
    headers = {"Content-Disposition": f'attachment; filename="opbrengst-{slug}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def outcomes_json(request: HttpRequest, slug: str) -> HttpResponse:
    data = exporting.as_data(published(slug))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})

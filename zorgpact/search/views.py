"""Search, and what robots ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pacts.finding import Found, find_regions
from zorgpact.cms.guessing import too_many
from zorgpact.limits.counting import Limit, allows_here, sender_of
from zorgpact.search.finding import search_everything
from zorgpact.search.forms import SearchForm
from zorgpact.taxonomy.models import Topic

SEARCHES = Limit(
    "searches", 120, 60
)  # a congress that looks something up; more than a process could answer with ease
SLOWER = {
    "title": "Zo snel kunnen we niet zoeken",
    "advice": "Er wordt vanaf deze plek heel veel gezocht. Probeer het over een minuut nog eens.",
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    if request.GET and not allows_here(SEARCHES, sender_of(request)):
        return too_many(request, **SLOWER)
    form = SearchForm(request.GET)
    chosen = form.chosen()
    kind = chosen.get("soort", "")
    topic = Topic.objects.filter(slug=chosen["onderwerp"]).first() if "onderwerp" in chosen else None
    context = {
        "form": form,
        "words": form.words,
        "kind": kind,
        "topic": topic,
        "topics_meant": [] if topic else form.topics_meant,
        "is_asked": bool(form.words or topic),
        "found_regions": regions_meant(form.words) if form.words and not kind else [],
        "groups": search_everything(form.words, topic and topic.pk, kind),
    }
    return render(request, "search/search.html", context)


def regions_meant(words: str) -> list[Found]:
    """The regions of which the words are the name, or that of a place. Those of a whole province would hide the results."""
    return [found for found in find_regions(words) if found.kind != "provincie"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "search/robots.txt", {"base_url": settings.BASE_URL}, content_type="text/plain")

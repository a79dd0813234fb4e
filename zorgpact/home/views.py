"""Search, and what robots ask for."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pacts.finding import find_regions
from zorgpact.home.forms import SearchForm
from zorgpact.home.search import search_everything


@require_safe
def search(request):
    form = SearchForm(request.GET)
    chosen = form.chosen()
    topic, kind = chosen.get("onderwerp", ""), chosen.get("soort", "")
    context = {
        "form": form,
        "words": form.words,
        "kind": kind,
        "topic": dict(form.fields["onderwerp"].choices).get(topic) if topic else "",
        "topics_meant": [] if topic else form.topics_meant,
        "is_asked": bool(form.words or topic),
        "found_regions": find_regions(form.words, is_exact=True) if form.words and not kind else [],
        "groups": search_everything(form.words, topic, kind),
    }
    return render(request, "home/search.html", context)


@require_safe
def robots(request):
    return render(request, "home/robots.txt", {"base_url": settings.BASE_URL}, content_type="text/plain")

"""What the demo lacks and the tests need: sessions in every state, a page with a film, somebody who is asked how it goes."""

import datetime

from django.utils import timezone

from events.models import Event
from zorgpact.agenda.models import Action, Link, ReportRequest
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.outbox.models import digest

SOON = timezone.now() + datetime.timedelta(days=20)
FILM = {
    "title": "Een dag mee",
    "url": "https://www.youtube.com/watch?v=abcdefghijk",
    "description": "",
    "transcript": "",
}


def create_event(title: str, **fields) -> None:
    introduction = "Aan tafel met zorg, onderwijs en overheid."
    times = {"start_at": SOON, "end_at": SOON + datetime.timedelta(hours=3)}
    Event.objects.create(
        title=title, introduction=introduction, **{"venue": "De Werkplaats", **times, **fields}
    )


create_event("Vol zonder wachtlijst", slug="vol", capacity=0, has_waiting_list=False)
create_event("Vol met wachtlijst", slug="wachtlijst", capacity=0, has_waiting_list=True)
create_event("Nog niet open", slug="vroeg", registration_opens_at=SOON - datetime.timedelta(days=1))
create_event("Gesloten", slug="gesloten", registration_closes_at=timezone.now() - datetime.timedelta(days=1))
create_event("Om je aan te melden", slug="aanmelden-kan", capacity=500)
NewsIndexPage.objects.get().add_child(
    instance=NewsPage(
        title="Bericht met een film",
        slug="film",
        introduction="Een film die niets laadt voordat je hem start.",
        published_on=datetime.date(2001, 1, 1),
        body=[("video", FILM), ("rich_text", "<p>Tot zover.</p>")],
    )
)
for token in ("met", "zonder", "zien"):  # with JavaScript, without, and to look at
    asked = ReportRequest.objects.create(email=f"{token}@example.org", asked_on=timezone.localdate())
    asked.actions.set(Action.objects.published().open().order_by("pk")[:3])
    Link.objects.create(purpose=Link.Purpose.REPORT, digest=digest(token), request=asked)

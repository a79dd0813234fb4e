"""What the demo lacks and the tests need: sessions in every state, and a page with a film."""

import datetime

from django.utils import timezone

from events.models import Event
from zorgpact.news.models import NewsIndexPage, NewsPage

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

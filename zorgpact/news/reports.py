"""From what a session yielded to a draft report in the news, in one click. Somebody reads it and publishes it."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zorgpact.dialogue import exporting
from zorgpact.dialogue.models import Dialogue
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.users.models import User


class CannotReport(Exception):
    """There is nothing to report, or nowhere to put it. The message is a Dutch sentence for who asked."""


def report_of(dialogue: Dialogue) -> NewsPage | None:
    """The first that was made; it may be published already."""
    return NewsPage.objects.filter(dialogue=dialogue).order_by("pk").first()


@transaction.atomic
def draft(dialogue: Dialogue, user: User) -> NewsPage:
    """The report of this session, or a new draft of it. Asked twice, there is one. Raises CannotReport."""
    room = Dialogue.objects.select_for_update(of=("self",)).select_related("event").get(pk=dialogue.pk)
    existing = report_of(room)
    if existing:
        return existing
    if room.is_rehearsal:
        raise CannotReport("Dit was een oefening: daar komt geen verslag van.")
    if room.is_at_work:
        raise CannotReport("Sluit het gesprek eerst af. Daarna kun je een verslag beginnen.")
    index = NewsIndexPage.objects.first()
    if index is None:
        raise CannotReport("Er is nog geen overzicht van nieuws. Maak dat eerst.")
    page = page_of(room, user)
    index.add_child(instance=page)
    page.save_revision(user=user)
    return page


def page_of(dialogue: Dialogue, user: User) -> NewsPage:
    """Not saved yet."""
    event, found = dialogue.event, exporting.outcomes(dialogue)
    page = NewsPage(
        title=f"Verslag van {event.title}"[:255],
        introduction=f"{counted(found['count'], 'punt', 'punten')} van {counted(len(found['tables']), 'tafel', 'tafels')}, "
        f"{counted(len(found['threads']), 'rode draad', 'rode draden')} en "
        f"{counted(len(found['commitments']), 'toezegging', 'toezeggingen')}.",
        kind=NewsPage.Kind.REPORT,
        published_on=timezone.localdate(event.start_at),
        body=json.dumps(list(body_of(dialogue, found))),
        dialogue=dialogue,
        owner=user,
        live=False,
    )
    page.topics.set(event.topics.all())
    page.regions.set(event.regions.all())
    return page


def counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def body_of(dialogue: Dialogue, found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The blocks of `cms.blocks.BodyBlock`, as they stand in the database."""
    event, threads = dialogue.event, found["threads"]
    session = format_html('<a href="{}">{}</a>', event.get_absolute_url(), event.title)
    yield rich_text(format_html("<p>Dit is wat {} opleverde, op {}.</p>", session, event.when))
    if threads:
        yield heading("Rode draden")
        yield rich_text(format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", story_of(threads))))
    if found["votes"]:
        yield votes_table(found["votes"])
    if found["commitments"]:
        yield heading("Wie pakt wat op")
        promises = format_html_join("", "<li>{}</li>", ((promise(row),) for row in found["commitments"]))
        yield rich_text(format_html("<ul>{}</ul>", promises))


def story_of(threads: list[Any]) -> Iterator[tuple[SafeString]]:
    for thread in threads:
        points = "; ".join(point.text for point in thread.shown_members)
        yield (format_html("<b>{}</b>{}{}", thread.text, ": " if points else "", points),)


def promise(row: Any) -> SafeString:
    if row.action and row.action.live:
        what = format_html('<a href="{}">{}</a>', row.action.get_absolute_url(), row.text)
    else:
        what = format_html("{}", row.text)
    return format_html("{} ({})", what, row.organisation_name)


def votes_table(votes: list[dict[str, Any]]) -> dict[str, Any]:
    table = {
        "columns": [{"type": "text", "heading": "Rode draad"}, {"type": "text", "heading": "Stippen"}],
        "rows": [{"values": [row["text"], str(row["votes"])]} for row in votes],
        "caption": "",
    }
    return {"type": "table", "value": {"caption": "Hoeveel stippen elke rode draad kreeg", "table": table}}


def rich_text(html: SafeString) -> dict[str, Any]:
    return {"type": "rich_text", "value": str(html)}


def heading(text: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": text, "level": "2"}}

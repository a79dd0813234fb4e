"""Writing the index: of each thing its words, and what it is tied to."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from zorgpact.cms.editions import begin_edition_on_commit
from zorgpact.cms.registry import Kind, as_day
from zorgpact.search.models import Entry, Mention, entry_number, term_of
from zorgpact.search.words import analyse, marked

# Every token tells by its first letter what it is.
KIND, TOPIC, TITLE, ANYWHERE = "k", "o", "t", "w"
LONGEST_ROLE = Mention._meta.get_field("role").max_length


def write(kind: Kind, pks: Iterable[int]) -> None:
    """Renew the entries of these rows: what is live gets one, what is not loses it.

    A shielded page has one as well, for it is not saved when its shield goes: who finds asks the row whether it is public.
    """
    entries, mentions = [], []
    for row in kind.with_ties(kind.model._default_manager.filter(pk__in=pks, live=True)):
        entry, ties = entry_of(kind, row)
        entries.append(entry)
        mentions += ties
    with transaction.atomic():
        before = ties_in(Mention.objects.filter(entry__kind=kind.key, entry__object_pk__in=pks))
        forget(kind, pks)
        Entry.objects.bulk_create(entries)
        Mention.objects.bulk_create(mentions)
        if before != ties_in(mentions):  # a draft that is saved changes nothing
            begin_edition_on_commit()


def ties_in(mentions: Iterable[Mention]) -> set[tuple[int, str, str]]:
    return {(mention.entry_id, mention.term, mention.role) for mention in mentions}


def forget(kind: Kind, pks: Iterable[int]) -> None:
    remove(Entry.objects.filter(kind=kind.key, object_pk__in=pks).values_list("pk", flat=True))


def forget_before(moment: datetime.datetime) -> None:
    """Remove what was not written since: rows that are gone."""
    remove(Entry.objects.filter(written_at__lt=moment).values_list("pk", flat=True))


def remove(numbers: Iterable[int]) -> None:
    numbers = list(numbers)
    Mention.objects.filter(entry__in=numbers).delete()
    Entry.objects.filter(pk__in=numbers).delete()


def entry_of(kind: Kind, row: Any) -> tuple[Entry, list[Mention]]:
    number = entry_number(kind.key, row.pk, as_day(getattr(row, kind.day)) if kind.day else None)
    topics = [topic for topic in kind.topics(row) if topic]
    regions = [region for region in kind.regions(row) if region.live]
    organisations = [(one, role or "") for one, role in kind.organisations(row) if one and one.live]
    tied = [(one, "") for one in [*topics, *regions]] + organisations
    title = analyse(row.title)
    names = [text for topic in topics for text in (topic.name, topic.synonyms)] + [
        str(one) for one, _ in tied
    ]
    words = title | analyse(row.introduction, *names, *further_text(kind, row))
    tokens = [f"{KIND}{kind.key}", *marked(TITLE, title), *marked(ANYWHERE, words)]
    tokens += [f"{TOPIC}{topic.pk}" for topic in topics]
    entry = Entry(id=number, kind=kind.key, object_pk=row.pk, words=" ".join(sorted(tokens)))
    terms = {(term_of(one), role[:LONGEST_ROLE]) for one, role in tied}
    return entry, [Mention(entry=entry, kind=kind.key, term=term, role=role) for term, role in sorted(terms)]


def further_text(kind: Kind, row: Any) -> list[str]:
    """What the model says is searched, besides its title and introduction."""
    texts: list[str] = []
    for field in kind.model.get_searchable_search_fields():  # type: ignore[attr-defined]
        value = field.get_value(row) or ""
        texts += [value] if isinstance(value, str) else map(str, value)
    return texts

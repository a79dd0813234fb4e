"""What belongs together: things that share topics and regions, found by what the index says they are tied to.

Of each topic and region the newest things of each kind are counted, so it costs the same however many there are.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import connection, models

from zorgpact.cms.registry import Kind, all_kinds, kind_named, kind_of
from zorgpact.search.items import Item, visible
from zorgpact.search.models import Mention, row_pk, term_of
from zorgpact.taxonomy.models import Topic

MOST_OF_A_KIND = 2
MOST_TERMS = 12
NEWEST_PER_TERM = 50
SPARE = 3  # of each kind: some may have been hidden since
NEWEST = (
    "SELECT * FROM (SELECT entry_id, kind FROM search_mention WHERE term = %s AND kind = %s AND entry_id <> %s"
    " ORDER BY entry_id DESC LIMIT %s) AS newest"
)
COUNTED = (
    "SELECT entry_id, kind, shared FROM (SELECT entry_id, kind, COUNT(*) AS shared,"
    " ROW_NUMBER() OVER (PARTITION BY kind ORDER BY COUNT(*) DESC, entry_id DESC) AS place"
    " FROM ({}) AS mentions GROUP BY entry_id, kind) AS counted"
    " WHERE place <= %s ORDER BY shared DESC, entry_id DESC"
)


def related_to(item: models.Model, limit: int = 6) -> list[Item]:
    """What shares most topics and regions with `item`, at most two of a kind, newest first among equals."""
    found = seen(ties_of(item), related_kinds(), MOST_OF_A_KIND + SPARE)
    counts: dict[Kind, int] = {}
    items = []
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        if counts[one.kind] <= MOST_OF_A_KIND:
            items.append(one)
    return items[:limit]


def items_about(topic: Topic, limit: int = 12) -> list[Item]:
    """The newest things tagged with a topic."""
    return seen((0, [term_of(topic)]), related_kinds(), limit + SPARE)[:limit]


def parts_of(organisation: models.Model) -> list[tuple[Kind, list[Item]]]:
    """Everything that an organisation takes part in, by kind, newest first, each with its role there.

    One query for all of it, and one for each kind that was found, as visitors may see it.
    """
    mentions = Mention.objects.filter(term=term_of(organisation)).order_by("-entry")
    roles: dict[str, dict[int, str]] = {}
    for number, key, role in mentions.values_list("entry_id", "kind", "role"):
        roles.setdefault(key, {}).setdefault(row_pk(number), role)
    parts = []
    for kind in (kind for kind in all_kinds() if kind.key in roles):
        found = visible(kind, roles[kind.key])
        parts.append(
            (kind, [replace(found[pk], role=role) for pk, role in roles[kind.key].items() if pk in found])
        )
    return [(kind, items) for kind, items in parts if items]


def nearest_rows(item: models.Model, kind: Kind, limit: int) -> list[Any]:
    """The keys of rows of one kind that share most with `item`, newest first among equals. Ask the rows who may see them."""
    return [row_pk(number) for number, _, _ in sharing(ties_of(item), [kind], limit + SPARE)]


def related_kinds() -> list[Kind]:
    return [kind for kind in all_kinds() if kind.is_related]


def ties_of(item: models.Model) -> tuple[int, list[str]]:
    """The number of its entry, and its topics and regions: topics first, for there may be more than we ask for."""
    kind = kind_of(type(item))
    if kind is None or item.pk is None:  # an editor previews what is not saved yet
        return 0, []
    ties = Mention.objects.filter(entry__kind=kind.key, entry__object_pk=item.pk)
    rows = list(ties.order_by("-term").values_list("entry_id", "term"))
    terms = [term for _, term in rows if term.startswith(("topic:", "region:"))]
    return (rows[0][0] if rows else 0), terms[:MOST_TERMS]


def sharing(ties: tuple[int, list[str]], kinds: list[Kind], most: int) -> list[tuple[int, str, int]]:
    """Entries with their kind and how much they share, most first. One query."""
    own, terms = ties
    if not terms:
        return []
    pairs = [(term, kind.key) for term in terms for kind in kinds]
    statement = COUNTED.format(" UNION ALL ".join([NEWEST] * len(pairs)))
    parameters = [value for term, kind in pairs for value in (term, kind, own, NEWEST_PER_TERM)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, most])
        return cursor.fetchall()


def seen(ties: tuple[int, list[str]], kinds: list[Kind], most: int) -> list[Item]:
    """The same, as visitors may see them: one query more for each kind that was found."""
    rows = sharing(ties, kinds, most)
    items = {key: visible(kind_named(key), keys_of(rows, key)) for key in {kind for _, kind, _ in rows}}
    return [
        replace(items[kind][row_pk(number)], shared=shared)
        for number, kind, shared in rows
        if row_pk(number) in items[kind]
    ]


def keys_of(rows: Iterable[tuple[int, str, int]], key: str) -> list[int]:
    return [row_pk(number) for number, kind, _ in rows if kind == key]

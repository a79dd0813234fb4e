"""Asking the index: words, a topic and a kind, answered kind by kind."""

from dataclasses import dataclass

from django.db import connection

from zorgpact.cms.registry import Kind, all_kinds
from zorgpact.search.indexing import ANYWHERE, KIND, TITLE, TOPIC
from zorgpact.search.items import Item, visible
from zorgpact.search.models import row_pk
from zorgpact.search.words import analyse, marked

MOST_PER_KIND = 50
MOST_FETCHED = 60  # a little more: some may have been hidden since
# The newest entries that have all the tokens.
NEWEST = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s",
    # Offset 0: first all that match, by the index; PostgreSQL would else read entries from the newest on.
    "postgresql": "SELECT id FROM (SELECT id FROM search_entry WHERE words @@ %s::tsquery OFFSET 0) AS matching"
    " ORDER BY id DESC LIMIT %s",
}
AND = {"sqlite": " AND ", "postgresql": " & "}


@dataclass(frozen=True)
class Group:
    kind: Kind
    items: list[Item]

    @property
    def count(self) -> str:
        return f"{MOST_PER_KIND} of meer" if len(self.items) == MOST_PER_KIND else str(len(self.items))


def search_everything(words: str, topic: int | None = None, slug: str = "") -> list[Group]:
    """Groups that hold something, in the order of their kinds; in each what has the words in its title first, then the newest.

    All words must occur. Two queries of the index, and one for each kind that has a hit: the rows say who may see them.
    """
    kinds = [kind for kind in all_kinds() if slug in ("", kind.slug)]
    stems = sorted(analyse(words))
    about = [] if topic is None else [f"{TOPIC}{topic}"]
    if not stems and (words or not about):
        return []
    found = newest(kinds, [*marked(TITLE, stems), *about])
    if stems:
        rest = newest(
            [kind for kind in kinds if len(found[kind]) < MOST_FETCHED], [*marked(ANYWHERE, stems), *about]
        )
        found = {kind: found[kind] + rest.get(kind, []) for kind in kinds}
    groups = [Group(kind, shown(kind, pks)) for kind, pks in found.items()]
    return [group for group in groups if group.items]


def newest(kinds: list[Kind], tokens: list[str]) -> dict[Kind, list[int]]:
    """The keys of the rows of each kind that have all tokens, newest first. One query."""
    found: dict[Kind, list[int]] = {kind: [] for kind in kinds}
    if not kinds:
        return found
    parts: list[str] = []
    parameters: list[str | int] = []
    for number, kind in enumerate(kinds):
        parts.append(f"SELECT {number}, found.* FROM ({NEWEST[connection.vendor]}) AS found")  # noqa: S608  # our own text
        parameters += [AND[connection.vendor].join([f"{KIND}{kind.key}", *tokens]), MOST_FETCHED]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    for number, entry in sorted(rows, reverse=True):
        found[kinds[number]].append(row_pk(entry))
    return found


def shown(kind: Kind, pks: list[int]) -> list[Item]:
    """What visitors may see of these, in the same order."""
    items = visible(kind, pks) if pks else {}
    return [items[pk] for pk in dict.fromkeys(pks) if pk in items][:MOST_PER_KIND]

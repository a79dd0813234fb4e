"""What the index missed, for instance because a task was lost, is put right: only where it differs, so each night is cheap.

It sees what is missing, what is gone and what changed later than it was written. `update_index` writes everything anew.
"""

from collections.abc import Iterator, Sequence

from zorgpact.cms.registry import Kind, all_kinds
from zorgpact.search.indexing import forget, write
from zorgpact.search.models import Entry

AT_ONCE = 500  # rows


def repair_index() -> int:
    """Write and forget what differs; returns how many rows that were. Two queries for each kind when nothing does."""
    count = 0
    for kind in all_kinds():
        stale, gone = differences(kind)
        for pks in in_parts(stale):
            write(kind, pks)
        for pks in in_parts(gone):
            forget(kind, pks)
        count += len(stale) + len(gone)
    return count


def differences(kind: Kind) -> tuple[list[int], list[int]]:
    """The keys of live rows of which the entry lacks or is older, and of entries whose row is gone or hidden."""
    live = dict(kind.model._default_manager.filter(live=True).order_by().values_list("pk", kind.changed))
    written = dict(Entry.objects.filter(kind=kind.key).values_list("object_pk", "written_at"))
    stale = [
        pk
        for pk, changed_at in live.items()
        if pk not in written or (changed_at and changed_at > written[pk])
    ]
    return stale, list(written.keys() - live.keys())


def in_parts(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    return (pks[start : start + AT_ONCE] for start in range(0, len(pks), AT_ONCE))

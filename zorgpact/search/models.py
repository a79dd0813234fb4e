"""One index over everything that visitors look for. The worker writes it, `update_index` builds it anew.

It says what may be found and in what order; what is shown comes from the rows themselves, which say who may see them.
"""

import datetime
import zlib

from django.contrib.postgres.search import SearchVectorField
from django.db import models

KIND_BITS, PK_BITS = 12, 29


def entry_number(kind: str, pk: int, day: datetime.date | None) -> int:
    """The key of an entry. The higher, the newer: both databases find the newest first without sorting."""
    ordinal = day.toordinal() if day else 0
    return ((ordinal << KIND_BITS | kind_number(kind)) << PK_BITS) | pk


def kind_number(kind: str) -> int:
    """Always the same for a key; a test sees to it that no two kinds have the same."""
    return zlib.crc32(kind.encode()) % 2**KIND_BITS


def row_pk(number: int) -> int:
    return number % 2**PK_BITS


class Entry(models.Model):
    """One thing that can be found. It is never changed, but written again."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_pk = models.BigIntegerField()
    words = SearchVectorField()
    """The tokens of `zorgpact.search.indexing`; migration 0002 makes an index of them."""
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "zoekresultaat"
        verbose_name_plural = "zoekresultaten"
        constraints = [models.UniqueConstraint(fields=["kind", "object_pk"], name="entry_unique")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_pk}"


class Mention(models.Model):
    """What an entry is tied to: a topic, a region, or an organisation with its role."""

    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="mentions")
    kind = models.CharField(max_length=20)
    term = models.CharField(max_length=40)
    role = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "verband"
        verbose_name_plural = "verbanden"
        indexes = [models.Index("term", "kind", models.F("entry").desc(), name="mention_newest_first")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.term}"


def term_of(row: models.Model) -> str:
    """The name of a topic, a region or an organisation in the index: "topic:12"."""
    return f"{row._meta.model_name}:{row.pk}"

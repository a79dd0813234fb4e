"""Remembers what the demo content made, so that loading again never makes it twice.

The memory is the history that Wagtail keeps of everything that is made. It outlives a new title, a new
address and even removal: what an editor took away does not come back.
"""

from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

ACTION = "wagtail.create"


class Ledger:
    """Sources (a file, or a part of a file) and the primary keys of what came of them.

    `count` is how many were noted since, pictures and documents left out.
    """

    def __init__(self):
        self.made: dict[str, str] = {}
        self.count = 0
        for entries, key in [(ModelLogEntry, "object_id"), (PageLogEntry, "page_id")]:
            rows = entries.objects.filter(action=ACTION, data__demo__isnull=False)
            self.made.update((data["demo"], str(pk)) for data, pk in rows.values_list("data", key))

    def __contains__(self, source: str) -> bool:
        return source in self.made

    def primary_key(self, source: str) -> str | None:
        return self.made.get(source)

    def note(self, instance: Model, source: str) -> None:
        """Remember that `instance` came of `source`."""
        log(instance, ACTION, data={"demo": source})
        self.made[source] = str(instance.pk)
        self.count += not source.startswith(("picture:", "document:"))

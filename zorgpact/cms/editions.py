"""What visitors see between two changes is one edition of the site. Templates keep their dear parts for its duration:

    {% cache 300 content request.edition request.get_full_path using="fragments" %}

Keep no part in which time or visitors themselves change something from one minute to the next: places at a session, forms.
"""

from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

KEY = "edition"
# Where models come from that no visitor sees; the last one is what migrations call theirs.
OF_OTHERS = ("django", "modelcluster", "modelsearch", "taggit", "wagtail", "__fake__")
DRAFT_FIELDS = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}


def current_edition() -> str:
    """The name of what visitors see now. Ask it before anything that goes into a kept part."""
    return f"{cache.get_or_set(KEY, new_name, timeout=None)}-{timezone.localdate()}"


def new_name() -> str:
    """One that no other edition has, so that nothing comes back when the cache was lost."""
    return uuid4().hex


def begin_edition() -> None:
    cache.set(KEY, new_name(), timeout=None)


def begin_edition_on_commit() -> None:
    """A transaction that changes many rows begins one edition. What was saved is not undone by a cache that fails."""
    if all(function is not begin_edition for _, function, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(begin_edition, robust=True)


def note_change(sender: type[models.Model], update_fields: set[str] | None = None, **kwargs: Any) -> None:
    """The signal of a row that was saved, removed or linked. Drafts change nothing for visitors."""
    is_draft = bool(update_fields) and DRAFT_FIELDS.issuperset(update_fields or ())
    if is_seen(sender) and not is_draft:
        begin_edition_on_commit()


def is_seen(model: type[models.Model]) -> bool:
    """Whether visitors see rows of this model: all of ours, unless it says `is_seen = False`."""
    if model in (PageViewRestriction, Site):
        return True
    return not model.__module__.startswith(OF_OTHERS) and getattr(model, "is_seen", True)


for signal in (post_save, post_delete, m2m_changed):
    signal.connect(note_change, dispatch_uid="edition")

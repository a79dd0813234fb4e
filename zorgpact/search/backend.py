"""Lets Wagtail keep our index beside its own: WAGTAILSEARCH_BACKENDS names it, so its tasks and `update_index` write it."""

from functools import partial

from django.db import models, transaction
from django.utils import timezone
from modelsearch.backends.base import BaseIndex, BaseSearchBackend

from zorgpact.cms.registry import kind_of
from zorgpact.search.indexing import forget, forget_before, write


class Index(BaseIndex):
    def reset(self) -> None:
        forget_before(timezone.now())

    def add_item(self, item: models.Model) -> None:
        """Wagtail calls it when the row is saved, which may be before its topics and regions are."""
        if kind := kind_of(type(item)):
            transaction.on_commit(partial(write, kind, [item.pk]))

    def add_items(self, model: type[models.Model], items: list[models.Model]) -> None:
        if kind := kind_of(model):
            write(kind, [item.pk for item in items])

    def delete_item(self, item: models.Model) -> None:
        if kind := kind_of(type(item)):
            forget(kind, [item.pk])


class Rebuilder:
    """Writes everything again and then removes what is left of before: the site can be searched meanwhile."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def start(self) -> Index:
        self.started_at = timezone.now()
        return self.index

    def finish(self) -> None:
        forget_before(self.started_at)


class SearchBackend(BaseSearchBackend):
    index_class = Index
    rebuilder_class = Rebuilder

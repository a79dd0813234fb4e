"""What feed readers get of a kind of thing. Subclasses say which rows, in which order, and what else they know of each."""

from typing import Any, ClassVar

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from zorgpact.cms.own_name import by_own_name
from zorgpact.cms.registry import Kind, kind_named
from zorgpact.cms.texts import without_controls


class KindFeed(Feed):
    key: ClassVar[str]
    """The key of the kind."""
    most: ClassVar[int] = 20
    language = "nl"

    @property
    def kind(self) -> Kind:
        return kind_named(self.key)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return by_own_name(super().__call__)(request, *args, **kwargs)

    def title(self) -> str:
        return f"Zorgpact: {self.kind.plural.lower()}"

    def ordered(self, rows: QuerySet) -> QuerySet:
        """The rows that stand in the feed, in order."""
        raise NotImplementedError("A feed says in which order its rows stand.")

    def items(self) -> QuerySet:
        return self.ordered(self.kind.rows)[: self.most]

    def item_title(self, item: Any) -> str:
        return without_controls(item.title)

    def item_description(self, item: Any) -> str:
        return without_controls(item.introduction)

    def item_link(self, item: Any) -> str:
        return item.get_absolute_url()

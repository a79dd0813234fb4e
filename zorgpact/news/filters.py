"""The list of news, and how visitors narrow it down."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from zorgpact.cms.filters import Choices, FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.news.models import NewsPage, NewsPageQuerySet
from zorgpact.taxonomy.models import Topic


def years_of(news: NewsPageQuerySet) -> Iterator[tuple[str, str]]:
    """Asked of the database when somebody looks at them."""
    for year in news.years():
        yield str(year), str(year)


class NewsFilterForm(FilterForm):
    lookups = {"jaar": "published_on__year", "onderwerp": "topics__slug", "soort": "kind"}

    jaar = OptionField("Jaar", "Alle jaren")
    onderwerp = TopicField("Onderwerp", "Alle onderwerpen")
    soort = OptionField("Soort", "Alle soorten", choices=NewsPage.Kind.choices)

    def options(self) -> dict[str, Choices]:
        news = NewsPage.objects.published()
        return {
            "jaar": years_of(news),
            "onderwerp": Options(Topic.objects.used_by(news), label="name"),
        }


class NewsListing(Listing):
    form_class = NewsFilterForm

    def all_rows(self) -> QuerySet[NewsPage]:
        return NewsPage.objects.published().newest_first()

    def displayed(self, rows: Any) -> QuerySet[NewsPage]:
        return rows.with_cards()

"""The list of news, and how visitors narrow it down."""

from typing import Any

from django.db.models import QuerySet

from zorgpact.cms.filters import Choices, FilterForm, Listing, OptionField, Options, TopicField
from zorgpact.news.models import NewsPage
from zorgpact.taxonomy.models import Topic


class NewsFilterForm(FilterForm):
    lookups = {"jaar": "published_on__year", "onderwerp": "topics__slug", "soort": "kind"}

    jaar = OptionField("Jaar", "Alle jaren")
    onderwerp = TopicField("Onderwerp", "Alle onderwerpen")
    soort = OptionField("Soort", "Alle soorten", choices=NewsPage.Kind.choices)

    def options(self) -> dict[str, Choices]:
        news = NewsPage.objects.published()
        return {
            "jaar": [(str(year), str(year)) for year in news.years()],
            "onderwerp": Options(Topic.objects.used_by(news), label="name"),
        }


class NewsListing(Listing):
    form_class = NewsFilterForm

    def all_rows(self) -> QuerySet[NewsPage]:
        return NewsPage.objects.published().newest_first()

    def displayed(self, rows: Any) -> QuerySet[NewsPage]:
        return rows.with_cards()

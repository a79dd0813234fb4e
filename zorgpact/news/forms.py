"""How visitors narrow the news down."""

from django.db.models.functions import ExtractYear

from zorgpact.cms.filters import FilterForm, OptionField, Options
from zorgpact.news.models import NewsPage
from zorgpact.taxonomy.models import Topic


class NewsFilterForm(FilterForm):
    lookups = {"jaar": "published_on__year", "onderwerp": "topics__slug", "soort": "kind"}

    jaar = OptionField("Jaar", "Alle jaren")
    onderwerp = OptionField("Onderwerp", "Alle onderwerpen")
    soort = OptionField("Soort", "Alle soorten", choices=NewsPage.Kind.choices)

    def options(self):
        news = NewsPage.objects.published()
        years = news.annotate(year=ExtractYear("published_on"))
        return {
            "jaar": Options(years, value="year", label="year", is_descending=True),
            "onderwerp": Options(Topic.objects.borne_by(news), label="name"),
        }

"""The kind of thing of this app."""

from zorgpact.cms.registry import Kind, regions_of, register, topics_of, with_topics_and_regions
from zorgpact.news.models import NewsIndexPage, NewsPage

register(
    Kind(
        key="news",
        slug="nieuws",
        name="Nieuws",
        plural="Nieuws",
        order=90,
        model=NewsPage,
        day="published_on",
        is_related=True,
        topics=topics_of,
        regions=regions_of,
        with_ties=with_topics_and_regions,
        sections=(NewsIndexPage,),
        columns=(
            "title",
            "slug",
            "introduction",
            "kind",
            "published_on",
            "regions",
            "topics",
            "is_example",
            "live",
        ),
    )
)

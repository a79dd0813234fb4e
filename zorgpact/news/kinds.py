"""The kind of thing of this app."""

from zorgpact.cms.registry import Kind, regions_of, register, topics_of
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
        sections=(NewsIndexPage,),
    )
)

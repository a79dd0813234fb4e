"""The kind of thing of this app."""

from koplopers.models import KoploperIndexPage, KoploperPage
from pacts.kinds import partners_in
from zorgpact.cms.registry import Kind, register, regions_of, topics_of

register(
    Kind(
        key="koploper",
        slug="koplopers",
        name="Koploper",
        plural="Koplopers",
        order=20,
        model=KoploperPage,
        day="first_published_at",
        shows_day=False,
        is_related=True,
        is_counted=True,
        topics=topics_of,
        regions=regions_of,
        organisations=lambda page: partners_in(page.partners),
        sections=(KoploperIndexPage,),
    )
)

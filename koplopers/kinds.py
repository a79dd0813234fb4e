"""The kind of thing of this app."""

from koplopers.models import KoploperIndexPage, KoploperPage
from pacts.kinds import parties_of, with_parties
from zorgpact.cms.registry import Kind, regions_of, register, topics_of, with_topics_and_regions

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
        counted_as="projecten die werken en die je kunt overnemen",
        topics=topics_of,
        regions=regions_of,
        organisations=lambda page: parties_of(page.partners),
        with_ties=lambda rows: with_parties(with_topics_and_regions(rows), "partners"),
        sections=(KoploperIndexPage,),
        columns=(
            "title",
            "slug",
            "introduction",
            "regions",
            "place",
            "since",
            "topics",
            "partners",
            "pact",
            "live",
        ),
    )
)

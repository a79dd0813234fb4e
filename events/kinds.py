"""The kind of thing of this app."""

from events.models import Event
from zorgpact.cms.registry import Kind, regions_of, register, topics_of, with_topics_and_regions

register(
    Kind(
        key="session",
        slug="sessies",
        name="Sessie",
        plural="Sessies",
        order=40,
        model=Event,
        view="event_detail",
        day="start_at",
        is_related=True,
        counted_as="waar mensen aan tafel zaten of gaan zitten",
        topics=topics_of,
        regions=regions_of,
        with_ties=with_topics_and_regions,
        sections=("event_list", "past_event_list"),
        columns=(
            "title",
            "slug",
            "introduction",
            "kind",
            "start_at",
            "end_at",
            "venue",
            "address",
            "place",
            "is_online",
            "regions",
            "topics",
            "pact",
            "capacity",
            "has_waiting_list",
            "registration_opens_at",
            "registration_closes_at",
            "is_cancelled",
            "is_by_invitation",
            "is_example",
            "live",
        ),
    )
)

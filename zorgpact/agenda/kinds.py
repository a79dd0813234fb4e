"""The kind of thing of this app."""

from zorgpact.agenda.models import Action
from zorgpact.cms.registry import Kind, regions_of, register, topics_of, with_topics_and_regions

register(
    Kind(
        key="action",
        slug="acties",
        name="Actie",
        plural="Acties",
        order=50,
        model=Action,
        view="action_detail",
        day="due_on",
        counted_as="met een eigenaar en een datum",
        topics=lambda action: [*topics_of(action), action.action_line],
        regions=regions_of,
        organisations=lambda action: [(action.owner, "eigenaar")],
        with_ties=lambda rows: with_topics_and_regions(rows).select_related("action_line", "owner"),
        sections=("action_list",),
        columns=(
            "title",
            "slug",
            "introduction",
            "description",
            "owner",
            "regions",
            "is_national",
            "topics",
            "action_line",
            "status",
            "starts_on",
            "due_on",
            "plan",
            "ambition",
            "pact",
            "is_example",
            "live",
        ),
    )
)

"""The kinds of things of this app."""

from pacts.models import Action, Pact, Plan, Region
from zorgpact.cms.registry import Kind, register, regions_of, topics_of


def partners_in(stream):
    """The organisations that an editor chose, each with its role."""
    return [(block.value["organisation"], block.value["role"]) for block in stream]


register(
    Kind(
        key="pact",
        slug="pacten",
        name="Pact",
        plural="Pacten",
        order=10,
        model=Pact,
        view="pact_detail",
        day="started_on",
        is_related=True,
        is_counted=True,
        topics=topics_of,
        regions=regions_of,
        organisations=lambda pact: partners_in(pact.partners),
        sections=("pact_list",),
    ),
    Kind(
        key="plan",
        slug="plannen",
        name="Plan",
        plural="Plannen",
        order=60,
        model=Plan,
        view="plan_detail",
        regions=regions_of,
        organisations=lambda plan: partners_in(plan.signatories),
    ),
    Kind(
        key="region",
        slug="regios",
        name="Regio",
        plural="Regio’s",
        order=70,
        model=Region,
        view="region_detail",
        regions=lambda region: [region],
        organisations=lambda region: [(region.organisation, "regionale werkgeversorganisatie")],
        sections=("region_list",),
    ),
)

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
        is_counted=True,
        topics=lambda action: [action.action_line],
        organisations=lambda action: [(action.owner, "eigenaar")],
        sections=("action_list",),
    )
)

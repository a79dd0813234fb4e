"""The kinds of things of this app."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from pacts.models import Organisation, Pact, Plan, Region
from zorgpact.cms.registry import Kind, regions_of, register, topics_of, with_topics_and_regions


def parties_of(rows: Any) -> list[tuple[Any, str]]:
    """The organisations of these rows, each with its role."""
    return [(row.organisation, row.role) for row in rows.all()]


def with_parties(rows: QuerySet, name: str) -> QuerySet:
    """With what `parties_of` asks. A plain prefetch of their organisations asks "this one or that one", too long for SQLite."""
    parties = rows.model._meta.get_field(name).related_model
    return rows.prefetch_related(Prefetch(name, parties.objects.select_related("organisation")))


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
        shows_day=False,  # often only the year is known
        is_related=True,
        counted_as="afspraken van zorg, scholen en overheid in een regio",
        topics=topics_of,
        regions=regions_of,
        organisations=lambda pact: parties_of(pact.partners),
        with_ties=lambda rows: with_parties(with_topics_and_regions(rows), "partners"),
        sections=("pact_list",),
        columns=(
            "title",
            "slug",
            "introduction",
            "regions",
            "place",
            "topics",
            "status",
            "started_on",
            "ended_on",
            "continued_as",
            "continued_url",
            "partners",
            "is_example",
            "live",
        ),
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
        organisations=lambda plan: parties_of(plan.signatories),
        with_ties=lambda rows: with_parties(rows, "signatories").prefetch_related("regions"),
        sections=("plan_list",),
        columns=(
            "title",
            "slug",
            "introduction",
            "regions",
            "period_start",
            "period_end",
            "signatories",
            "successor",
            "is_example",
            "live",
        ),
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
        with_ties=lambda rows: rows.select_related("organisation"),
        sections=("region_list",),
        columns=(
            "title",
            "slug",
            "introduction",
            "code",
            "short_name",
            "aliases",
            "provinces",
            "organisation",
            "neighbours",
            "live",
        ),
    ),
    Kind(
        key="organisation",
        slug="organisaties",
        name="Organisatie",
        plural="Organisaties",
        order=80,
        model=Organisation,
        view="organisation_detail",
        columns=("title", "slug", "introduction", "kind", "place", "website", "is_example", "live"),
    ),
)

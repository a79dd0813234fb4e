"""Regions, the organisations in them, and what these agreed on: pacts and plans."""

from pacts.models.classification import (
    Classified,
    ClassifiedPageQuerySet,
    ClassifiedQuerySet,
)
from pacts.models.organisations import Involvement, Organisation, Reachable
from pacts.models.pacts import Pact, PactPartner, PactTopic
from pacts.models.places import Municipality, PlaceName, Region
from pacts.models.plans import Ambition, Plan, PlanSignatory

__all__ = [
    "Ambition",
    "Classified",
    "ClassifiedPageQuerySet",
    "ClassifiedQuerySet",
    "Involvement",
    "Municipality",
    "Organisation",
    "Pact",
    "PactPartner",
    "PactTopic",
    "PlaceName",
    "Plan",
    "PlanSignatory",
    "Reachable",
    "Region",
]

"""Regions, the organisations in them, and what these agreed on: pacts, plans and actions."""

from pacts.models.agenda import Action, ProgressNote
from pacts.models.classification import (
    Classified,
    ClassifiedPageManager,
    ClassifiedPageQuerySet,
    ClassifiedQuerySet,
)
from pacts.models.pacts import Organisation, Pact, PactTopic
from pacts.models.places import Municipality, PlaceName, Region
from pacts.models.plans import Ambition, Plan

__all__ = [
    "Action",
    "Ambition",
    "Classified",
    "ClassifiedPageManager",
    "ClassifiedPageQuerySet",
    "ClassifiedQuerySet",
    "Municipality",
    "Organisation",
    "Pact",
    "PactTopic",
    "PlaceName",
    "Plan",
    "ProgressNote",
    "Region",
]

"""Rounds, what an editor tells of them, and advice."""

from datetime import date
from importlib import import_module

import factory
from django.db import connection
from factory.django import DjangoModelFactory

from tests.factories.pages import KoploperPageFactory
from tests.factories.rows import slug_of
from zorgpact.agenda.freezing import freeze
from zorgpact.agenda.models import Round
from zorgpact.monitoring.models import Advice, AdvicePoint, Obstacle, RoundKoploper, RoundSource, RoundStory

triggers = import_module("zorgpact.agenda.migrations.0005_frozen_rounds")


class RoundFactory(DjangoModelFactory):
    """One that is not frozen yet."""

    class Meta:
        model = Round

    title = factory.Sequence(lambda n: f"Ronde {n}")
    slug = slug_of("title")
    held_on = date(2019, 3, 1)


class RoundStoryFactory(DjangoModelFactory):
    class Meta:
        model = RoundStory

    round = factory.SubFactory(RoundFactory)
    text = "De meeste acties lopen."


class RoundKoploperFactory(DjangoModelFactory):
    class Meta:
        model = RoundKoploper

    story = factory.SubFactory(RoundStoryFactory)
    page = factory.SubFactory(KoploperPageFactory)


class ObstacleFactory(DjangoModelFactory):
    class Meta:
        model = Obstacle

    story = factory.SubFactory(RoundStoryFactory)
    title = "Te weinig begeleiders"


class RoundSourceFactory(DjangoModelFactory):
    class Meta:
        model = RoundSource

    story = factory.SubFactory(RoundStoryFactory)
    title = "Opgave van de regio’s"


class AdviceFactory(DjangoModelFactory):
    """A national one, unless a region is given."""

    class Meta:
        model = Advice

    title = factory.Sequence(lambda n: f"Brief {n}")
    letter_on = date(2019, 3, 1)


class AdvicePointFactory(DjangoModelFactory):
    class Meta:
        model = AdvicePoint

    advice = factory.SubFactory(AdviceFactory)
    text = "Maak meer leerplekken."


def frozen_round(held_on: date, **fields) -> Round:
    """A round of that day, of all that is there now."""
    return freeze(RoundFactory(held_on=held_on, **fields).pk)


def thaw() -> None:
    """Take away what keeps rounds as they are, for a test that empties its database. It comes back when the test is undone."""
    connection.check_constraints()  # PostgreSQL alters no table of which something still has to be checked
    triggers.allow_changes(None, connection.schema_editor())

"""Indicators with what was measured, and where it is shown."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories.rows import AmbitionFactory, RegionFactory, slug_of
from zorgpact.monitoring.models import Indicator, Measurement, RegionFigure, Target


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    title = factory.Sequence(lambda n: f"Indicator {n}")
    slug = slug_of("title")
    introduction = "Hoeveel vacatures er in dit kwartaal bij kwamen."
    unit = "vacatures"


class MeasurementFactory(DjangoModelFactory):
    """A national one, unless a region is given."""

    class Meta:
        model = Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    period = factory.Sequence(lambda n: f"{2000 + n // 4 % 90}Q{n % 4 + 1}")
    value = Decimal(100)
    status = Measurement.Status.FINAL
    source = "CBS"


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    ambition = factory.SubFactory(AmbitionFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    baseline = Decimal(100)
    baseline_year = 2018
    value = Decimal(200)
    year = 2022


class RegionFigureFactory(DjangoModelFactory):
    class Meta:
        model = RegionFigure

    region = factory.SubFactory(RegionFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    place = 1

"""Figures beside the promises: indicators, their measurements, and where these are shown."""

from zorgpact.monitoring.models.advice import Advice, AdvicePoint, AdviceQuerySet
from zorgpact.monitoring.models.indicators import Indicator, Measurement, MeasurementQuerySet
from zorgpact.monitoring.models.numbers import in_words, with_unit
from zorgpact.monitoring.models.periods import BadPeriod, Frequency, Period
from zorgpact.monitoring.models.stories import Obstacle, RoundKoploper, RoundSource, RoundStory
from zorgpact.monitoring.models.uses import RegionFigure, Target, TargetQuerySet

__all__ = [
    "Advice",
    "AdvicePoint",
    "AdviceQuerySet",
    "BadPeriod",
    "Frequency",
    "Indicator",
    "Measurement",
    "MeasurementQuerySet",
    "Obstacle",
    "Period",
    "RegionFigure",
    "RoundKoploper",
    "RoundSource",
    "RoundStory",
    "Target",
    "TargetQuerySet",
    "in_words",
    "with_unit",
]

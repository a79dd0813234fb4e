"""Figures beside the promises: indicators, their measurements, and where these are shown."""

from zorgpact.monitoring.models.indicators import Indicator, Measurement, MeasurementQuerySet
from zorgpact.monitoring.models.numbers import in_words, with_unit
from zorgpact.monitoring.models.periods import BadPeriod, Frequency, Period
from zorgpact.monitoring.models.uses import RegionFigure, Target, TargetQuerySet

__all__ = [
    "BadPeriod",
    "Frequency",
    "Indicator",
    "Measurement",
    "MeasurementQuerySet",
    "Period",
    "RegionFigure",
    "Target",
    "TargetQuerySet",
    "in_words",
    "with_unit",
]

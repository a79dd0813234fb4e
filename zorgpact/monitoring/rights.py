from zorgpact.monitoring.models import Indicator, Measurement, RegionFigure, Target
from zorgpact.users.roles import EDITORS, EVERYTHING, ORGANISERS, allow

allow(EDITORS, Indicator, *EVERYTHING)
for model in (Measurement, Target, RegionFigure):
    allow(EDITORS, model, "add", "change", "delete", "view")
allow(ORGANISERS, Measurement, "view")

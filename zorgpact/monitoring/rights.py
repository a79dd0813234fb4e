from zorgpact.monitoring.models import Advice, Indicator, Measurement, RegionFigure, RoundStory, Target
from zorgpact.users.roles import EDITORS, EVERYTHING, ORGANISERS, allow

allow(EDITORS, Indicator, *EVERYTHING)
for model in (Measurement, Target, RegionFigure, RoundStory, Advice):
    allow(EDITORS, model, "add", "change", "delete", "view")
allow(ORGANISERS, Measurement, "view")

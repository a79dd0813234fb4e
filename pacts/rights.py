from pacts.models import Ambition, Municipality, Organisation, Pact, PlaceName, Plan, Region
from zorgpact.users.roles import EDITORS, EVERYTHING, ORGANISERS, allow

for model in (Pact, Plan, Ambition, Organisation, PlaceName):
    allow(EDITORS, model, *EVERYTHING)
allow(EDITORS, Region, "change", "view", "publish", "lock", "unlock")  # there are 28, and that is a fact
allow(EDITORS, Municipality, "view")
allow(ORGANISERS, Organisation, "view")

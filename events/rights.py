from events.models import Event, Registration
from zorgpact.users.roles import ADMINISTRATORS, EDITORS, EVERYTHING, ORGANISERS, allow

allow(EDITORS, Event, *EVERYTHING)
allow(ORGANISERS, Event, "add", "change", "view", "publish")
allow(ORGANISERS, Registration, "change", "view")
allow(ADMINISTRATORS, Registration, "delete")

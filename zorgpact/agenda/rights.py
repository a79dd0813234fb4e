from zorgpact.agenda.models import Action, ContactPerson, ProgressNote, Round
from zorgpact.users.roles import EDITORS, EVERYTHING, ORGANISERS, allow

allow(EDITORS, Action, *EVERYTHING)
allow(EDITORS, ProgressNote, "add", "view")  # who wrote a note corrects it the same day: see wagtail_hooks.py
allow(EDITORS, Round, "add", "change", "delete", "view")  # until it is frozen
allow(ORGANISERS, Action, "add", "change", "view", "publish")
allow(ORGANISERS, ProgressNote, "add", "view")
for role in (EDITORS, ORGANISERS):  # whoever says of an action how it goes must be able to say whom to ask
    allow(role, ContactPerson, "add", "change", "delete", "view")

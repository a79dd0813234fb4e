from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.users.roles import EDITORS, EVERYTHING, ORGANISERS, allow

allow(EDITORS, Action, *EVERYTHING)
allow(EDITORS, ProgressNote, "add", "view")  # who wrote a note corrects it the same day: see wagtail_hooks.py
allow(ORGANISERS, Action, "add", "change", "view", "publish")
allow(ORGANISERS, ProgressNote, "add", "view")

from zorgpact.dialogue.models import Dialogue
from zorgpact.users.roles import EDITORS, ORGANISERS, allow

allow(EDITORS, Dialogue, "add", "change", "delete", "view")
allow(ORGANISERS, Dialogue, "add", "change", "view")

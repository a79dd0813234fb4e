"""What the site does by the clock."""

from functools import partial

from django.core.management import call_command

from events.mail import deliver_due
from events.registration import promote_everywhere, release_held, tell_changes
from events.retention import forget_old
from zorgpact.cms.pictures import prepare_new_pictures
from zorgpact.dialogue.erasing import forget_rooms
from zorgpact.dialogue.mail import deliver_due as deliver_commitments
from zorgpact.operations.scheduling import Job

SECOND = 1
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

JOBS = [
    Job("verschuldigde mail versturen", 3 * SECOND, deliver_due),
    Job("toezeggingen laten bevestigen", 3 * SECOND, deliver_commitments),
    Job("plekken die niemand bevestigde vrijgeven", MINUTE, release_held),
    Job("wachtlijsten doorschuiven", MINUTE, promote_everywhere),
    Job("melden wat er aan sessies verandert", MINUTE, tell_changes),
    Job("nieuwe beelden voorbereiden", MINUTE, prepare_new_pictures),
    Job("geplande publicaties", MINUTE, partial(call_command, "publish_scheduled", verbosity=0)),
    Job("gegevens wissen die lang genoeg bewaard zijn", HOUR, forget_old),
    Job("stoelen en stippen van gesprekken wissen", HOUR, forget_rooms),
    Job("zoekindex vernieuwen", DAY, partial(call_command, "update_index", backend_name="site", verbosity=0)),
    Job("oude taken opruimen", DAY, partial(call_command, "prune_db_task_results", verbosity=0)),
    Job("oude sessies opruimen", DAY, partial(call_command, "clearsessions", verbosity=0)),
]

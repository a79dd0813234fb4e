"""What the site does by the clock."""

from functools import partial

from django.core.management import call_command

from events.mail import deliver_due
from events.registration import promote_everywhere, release_held, tell_changes
from events.retention import forget_old
from zorgpact.agenda import mail as agenda_mail
from zorgpact.agenda import retention as agenda_retention
from zorgpact.agenda.asking import ask_by_the_clock
from zorgpact.agenda.changes import log_changes
from zorgpact.agenda.following import write_digests
from zorgpact.cms.pictures import prepare_new_pictures
from zorgpact.operations.scheduling import Job

SECOND = 1
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

JOBS = [
    Job("verschuldigde mail versturen", 3 * SECOND, deliver_due),
    Job("verschuldigde mail over acties versturen", 3 * SECOND, agenda_mail.deliver_due),
    Job("plekken die niemand bevestigde vrijgeven", MINUTE, release_held),
    Job("wachtlijsten doorschuiven", MINUTE, promote_everywhere),
    Job("melden wat er aan sessies verandert", MINUTE, tell_changes),
    Job("nieuwe beelden voorbereiden", MINUTE, prepare_new_pictures),
    Job("geplande publicaties", MINUTE, partial(call_command, "publish_scheduled", verbosity=0)),
    Job("vragen hoe het met acties gaat", HOUR, ask_by_the_clock),
    Job("veranderingen van acties onthouden", HOUR, log_changes),
    Job("volgers mailen wat er veranderde", HOUR, write_digests),
    Job("gegevens wissen die lang genoeg bewaard zijn", HOUR, forget_old),
    Job("contactpersonen wissen die niet meer nodig zijn", HOUR, agenda_retention.forget_old),
    Job("zoekindex vernieuwen", DAY, partial(call_command, "update_index", backend_name="site", verbosity=0)),
    Job("oude taken opruimen", DAY, partial(call_command, "prune_db_task_results", verbosity=0)),
    Job("oude sessies opruimen", DAY, partial(call_command, "clearsessions", verbosity=0)),
]

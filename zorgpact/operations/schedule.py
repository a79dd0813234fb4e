"""What the site does by the clock: the scheduler's jobs, and those of the mailer, which may have to wait for others."""

from functools import partial

from django.conf import settings
from django.core.management import call_command

from events.mail import deliver_due
from events.registration import promote_everywhere, release_held, tell_changes
from events.retention import forget_old
from zorgpact.accounts import mail as account_mail
from zorgpact.agenda import mail as agenda_mail
from zorgpact.agenda import retention as agenda_retention
from zorgpact.agenda.asking import ask_by_the_clock
from zorgpact.agenda.changes import log_changes
from zorgpact.agenda.following import write_digests
from zorgpact.cms.pictures import prepare_new_pictures, try_pictures_again
from zorgpact.dialogue import listening
from zorgpact.dialogue.erasing import forget_rooms
from zorgpact.dialogue.mail import deliver_due as deliver_commitments
from zorgpact.limits.counting import forget_old_counts
from zorgpact.news import reminding
from zorgpact.operations.lost_tasks import put_back_lost_tasks
from zorgpact.operations.scheduling import Job
from zorgpact.outbox.bounces import read_mailbox
from zorgpact.search.repairing import repair_index

SECOND = 1
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

JOBS = [
    Job("plekken die niemand bevestigde vrijgeven", MINUTE, release_held),
    Job("wachtlijsten doorschuiven", MINUTE, promote_everywhere),
    Job("melden wat er aan sessies verandert", MINUTE, tell_changes),
    Job("taken van een gestopte verwerker hervatten", MINUTE, put_back_lost_tasks),
    Job("nieuwe beelden voorbereiden", MINUTE, prepare_new_pictures),
    Job("geplande publicaties", MINUTE, partial(call_command, "publish_scheduled", verbosity=0)),
    Job("vragen hoe het met acties gaat", HOUR, ask_by_the_clock),
    Job("tafels laten volgen wat er van hun punten kwam", HOUR, listening.subscribe_tables),
    Job("veranderingen van acties onthouden", HOUR, log_changes),
    Job("volgers mailen wat er veranderde", HOUR, write_digests),
    Job("organisatoren herinneren aan hun verslag", HOUR, reminding.remind_organisers),
    Job("oude tellingen opruimen", HOUR, forget_old_counts),
    Job("gegevens wissen die lang genoeg bewaard zijn", HOUR, forget_old),
    Job("contactpersonen wissen die niet meer nodig zijn", HOUR, agenda_retention.forget_old),
    Job("stoelen en stippen van gesprekken wissen", HOUR, forget_rooms),
    Job("oude mail over accounts wissen", HOUR, account_mail.forget_old),
    Job("zoekindex nakijken", DAY, repair_index),
    Job(
        "zoekindex vernieuwen",
        7 * DAY,
        partial(call_command, "update_index", backend_name="site", verbosity=0),
    ),
    Job("opgegeven beelden nog eens proberen", DAY, try_pictures_again),
    Job("oude taken opruimen", DAY, partial(call_command, "prune_db_task_results", verbosity=0)),
    Job("oude sessies opruimen", DAY, partial(call_command, "clearsessions", verbosity=0)),
]

MAIL_JOBS = [
    Job("verschuldigde mail versturen", 3 * SECOND, deliver_due),
    Job("verschuldigde mail over acties versturen", 3 * SECOND, agenda_mail.deliver_due),
    Job("toezeggingen laten bevestigen", 3 * SECOND, deliver_commitments),
    Job("tafels vragen of ze het willen horen", 3 * SECOND, listening.deliver_due),
    Job("herinneringen aan verslagen versturen", 3 * SECOND, reminding.deliver_due),
    Job("mail over accounts versturen", 3 * SECOND, account_mail.deliver_due),
]
if settings.BOUNCE_MAILBOX:
    MAIL_JOBS.append(Job("lezen welke mail niet aankwam", 10 * MINUTE, read_mailbox))

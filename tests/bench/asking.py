"""What asking costs: 1,000 owners with 3,000 actions, `python -m tests.bench.asking`; and killed at twenty moments.

Each kill is a SIGKILL of a process that asks and sends, like the scheduler and the mailer. Afterwards everybody has one mail,
or one more for each kill that fell between sending a mail and noting it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import tests.environment  # noqa: F401  # what the commands of the site want to know
from tests.databases import ROOT, Database, copy, manage

OWNERS, ACTIONS, KILLS = 1_000, 3, 20
SEED = f"""
from django.utils import timezone
from pacts.models import Organisation
from zorgpact.agenda.models import Action, ContactPerson
owners = Organisation.objects.bulk_create(Organisation(title=f"O{{n}}", slug=f"o{{n}}") for n in range({OWNERS}))
ContactPerson.objects.bulk_create(
    ContactPerson(organisation=o, name=o.slug, email=f"{{o.slug}}@example.org", is_fallback=True) for o in owners)
Action.objects.bulk_create(
    Action(title=f"A{{o.slug}}-{{k}}", slug=f"a{{o.slug}}-{{k}}", owner=o, status="loopt", is_national=True,
           review_on=timezone.localdate()) for o in owners for k in range({ACTIONS}))
"""
WORK = """
import time
from django.utils import timezone
from zorgpact.agenda.asking import ask_owners
from zorgpact.agenda.mail import deliver_due
from zorgpact.agenda.models import Mail
Mail.objects.filter(state="sending").update(due_at=timezone.now())  # as if ten minutes went by
print("begun", flush=True)
start, cpu = time.monotonic(), time.process_time()
asked = ask_owners()
middle, cpu_middle = time.monotonic(), time.process_time()
sent = 0
while count := deliver_due():
    sent += count
print(f"asked {asked} in {middle - start:.2f} s ({cpu_middle - cpu:.2f} s CPU), "
      f"sent {sent} in {time.monotonic() - middle:.1f} s ({time.process_time() - cpu_middle:.1f} s CPU)")
"""


def environment(folder: str, database: Database) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database.url,
        "VAR_DIR": folder,
        "EMAIL_URL": "filemail://",
        "DJANGO_SETTINGS_MODULE": "zorgpact.settings",
    }


def shell(folder: str, database: Database, code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-v", "0", "-c", code]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(folder, database),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def mails(folder: str) -> Counter[str]:
    lines = (line for path in Path(folder, "mail").glob("*") for line in path.read_text().splitlines())
    return Counter(line for line in lines if line.startswith("To: "))


def measure(kills: int) -> None:
    with tempfile.TemporaryDirectory() as folder, copy(Path(folder), "asking_bench") as database:
        manage(database, "shell", "--no-imports", "-v", "0", "-c", SEED)
        for number in range(kills):
            process = shell(folder, database, WORK)
            process.stdout.readline()  # begun
            time.sleep(0.2 + number * 0.15)  # twice or so while it asks, then while it sends
            process.kill()
            process.communicate()
        print(shell(folder, database, WORK).communicate()[0].strip().splitlines()[-1])
        found = mails(folder)
        print(
            f"{len(found)} people, {sum(found.values())} mails after {kills} kills, at most {max(found.values())} to one"
        )


if __name__ == "__main__":
    measure(0)
    measure(KILLS)

"""A new site, or a new version of it, made ready for visitors: for `manage.py setup`. Doing it again changes nothing."""

import os
from collections.abc import Callable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.core.management import call_command

from zorgpact.cms.private_files import move_documents
from zorgpact.home.models import HomePage
from zorgpact.operations.first_pages import ensure_first_pages
from zorgpact.operations.preparation import refresh_reference
from zorgpact.operations.site_tree import ensure_site
from zorgpact.users.models import User

Report = Callable[[str], None]


def set_up(report: Report) -> list[str]:
    """Do all of it; returns what still has to be done by hand, a sentence each."""
    report("Tabellen en cache")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    is_new = not HomePage.objects.exists()
    move_documents()
    report("Rollen en pagina’s")
    ensure_first_pages(ensure_site())
    refresh_reference(report)
    if is_new:
        report("Zoekindex")
        call_command("update_index", verbosity=0)
    report("Stijlen en scripts verzamelen")
    call_command("collectstatic", verbosity=0, interactive=False)
    report("Beheerder en mail nakijken")
    return [sentence for sentence in (check_administrator(), check_mail()) if sentence]


def check_administrator() -> str:
    """Make one out of DJANGO_SUPERUSER_USERNAME, _EMAIL and _PASSWORD when there is none."""
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return ""
    if os.environ.get("DJANGO_SUPERUSER_PASSWORD"):
        call_command("createsuperuser", interactive=False, verbosity=0)
        return ""
    return "Er is nog geen beheerder. Maak er een met: manage.py createsuperuser"


def check_mail() -> str:
    """Whether the mail server lets us in. Nothing is sent."""
    connection = get_connection()
    try:
        connection.open()
        connection.close()
    except (OSError, SMTPException) as error:
        server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return f"De mailserver {server} laat ons niet binnen ({type(error).__name__}). Kijk EMAIL_URL na."
    return ""

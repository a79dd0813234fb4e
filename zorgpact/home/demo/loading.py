"""Loads the demo content, kind by kind, in the order in which one refers to another."""

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from zorgpact.home.demo.accounts import DEMO_ACCOUNTS
from zorgpact.home.demo.agreements import (
    load_organisations,
    load_pacts,
    load_plans,
    load_regions,
    load_topics,
)
from zorgpact.home.demo.maker import Maker
from zorgpact.home.demo.pages import load_koplopers, load_news, load_site, load_standard_pages, load_themes
from zorgpact.home.demo.sessions import load_registrations, load_sessions
from zorgpact.users.roles import ADMINISTRATORS, EDITORS

STEPS: list[tuple[str, Callable[[Maker], None]]] = [
    ("onderwerpen", load_topics),
    ("organisaties", load_organisations),
    ("regio's", load_regions),
    ("pacten", load_pacts),
    ("plannen", load_plans),
    ("sessies", load_sessions),
    ("koplopers", load_koplopers),
    ("thema's", load_themes),
    ("nieuws", load_news),
    ("gewone pagina's", load_standard_pages),
    ("voorpagina", load_site),
    ("aanmeldingen", load_registrations),
]


def load_demo(folder: Path, report: Callable[[str], None]) -> int:
    """Load what is new; return how many that were. Raises BadContent, and then undoes the kind at hand."""
    maker = Maker(folder)
    for name, step in STEPS:
        before = maker.ledger.count
        with transaction.atomic():
            step(maker)
        report(f"{name}: {maker.ledger.count - before} nieuw")
    return maker.ledger.count


def ensure_accounts() -> None:
    """The demo accounts. Their passwords are public: never on a site that others can reach."""
    users = get_user_model().objects
    groups = {"beheerder": ADMINISTRATORS, "redacteur": EDITORS}
    for username, password, role in DEMO_ACCOUNTS:
        if users.filter(username=username).exists():
            continue
        user = users.create_user(username, f"{username}@example.org", password)
        user.is_superuser = role == "beheerder"
        user.save()
        user.groups.add(Group.objects.get(name=groups[role]))

"""Loads the demo content, kind by kind, in the order in which one refers to another."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from zorgpact.cms.models import SiteSettings
from zorgpact.cms.registry import Kind, all_kinds
from zorgpact.demo.agreements import (
    load_contacts,
    load_organisations,
    load_pacts,
    load_plans,
    load_regions,
    load_topics,
)
from zorgpact.demo.figures import load_figures, load_measurements
from zorgpact.demo.making import Maker
from zorgpact.demo.reading import as_date, read_file, read_folder
from zorgpact.demo.rounds import load_advice, load_rounds
from zorgpact.demo.sessions import load_registrations, load_sessions
from zorgpact.home.models import HomePage
from zorgpact.users.roles import ADMINISTRATORS, EDITORS

GROUPS = {"beheerder": ADMINISTRATORS, "redacteur": EDITORS}


def load_pages(maker: Maker, kind: Kind) -> None:
    """The pages of a kind, from the folder with its name; news oldest first, so that the latest is the latest in the admin."""
    parent = kind.model.allowed_parent_page_models()[0].objects.get()  # type: ignore[attr-defined]
    files = read_folder(maker.folder, kind.slug)
    for file in sorted(files, key=lambda file: str(as_date(file.data.get("published_on", "")))):
        maker.publish(kind.model, file.slug, file.data, file.name, parent)


def load_site(maker: Maker) -> None:
    """The texts of the home page and those that stand on every page, unless an editor wrote some."""
    file = read_file(maker.folder, "site.toml")
    texts = {key: value for key, value in file.data.items() if key != "home"}
    site, page = SiteSettings.load(), HomePage.objects.get()
    source = f"{file.name}#home"
    if not site.tagline and file.name not in maker.made:
        maker.make(site, texts, file.name, file.name)
    if page.revisions.count() == 1 and source not in maker.made:
        maker.make(page, file.data["home"], source, source)


STEPS: list[tuple[str, Callable[[Maker], None]]] = [
    ("onderwerpen", load_topics),
    ("organisaties", load_organisations),
    ("regio's", load_regions),
    ("pacten", load_pacts),
    ("plannen", load_plans),
    ("contactpersonen", load_contacts),
    ("metingen", load_measurements),
    ("cijfers bij regio's en plannen", load_figures),
    ("sessies", load_sessions),
    *((kind.plural.lower(), partial(load_pages, kind=kind)) for kind in all_kinds() if not kind.view),
    ("rondes", load_rounds),
    ("adviezen", load_advice),
    ("voorpagina", load_site),
    ("aanmeldingen", load_registrations),
]


def load_demo(folder: Path, report: Callable[[str], None]) -> int:
    """Load what is new; return how many that were. Raises BadContent, and then nothing was loaded."""
    with transaction.atomic():
        maker = Maker(folder)
        ensure_accounts(folder)
        for name, step in STEPS:
            before = maker.count
            step(maker)
            report(f"{name}: {maker.count - before} nieuw")
    return maker.count


def accounts_of(folder: Path) -> list[dict[str, str]]:
    """The demo accounts: `username`, `password` and `role`."""
    return read_file(folder, "accounts.toml").data["accounts"]


def ensure_accounts(folder: Path) -> None:
    """The demo accounts. Their passwords are public: never on a site that others can reach."""
    users = get_user_model().objects
    for account in accounts_of(folder):
        name, is_superuser = account["username"], account["role"] == "beheerder"
        if not users.filter(username=name).exists():
            address = f"{name}@example.org"
            user = users.create_user(name, address, account["password"], is_superuser=is_superuser)
            user.groups.add(Group.objects.get(name=GROUPS[account["role"]]))

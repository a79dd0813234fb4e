"""Loads the demo content, kind by kind, in the order in which one refers to another."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page

from koplopers.models import KoploperIndexPage, KoploperPage
from zorgpact.cms.models import SiteSettings, StandardPage
from zorgpact.demo.agreements import load_organisations, load_pacts, load_plans, load_regions, load_topics
from zorgpact.demo.making import Maker
from zorgpact.demo.reading import read_file, read_folder
from zorgpact.demo.sessions import load_registrations, load_sessions
from zorgpact.home.models import HomePage
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.themes.models import ThemeIndexPage, ThemePage
from zorgpact.users.roles import ADMINISTRATORS, EDITORS

GROUPS = {"beheerder": ADMINISTRATORS, "redacteur": EDITORS}


def load_pages(maker: Maker, folder: str, parent_model: type[Page], model: type[Page]) -> None:
    """Pages; news oldest first, so that the latest is also the latest in the admin."""
    parent = parent_model.objects.get()
    files = read_folder(maker.folder, folder)
    for file in sorted(files, key=lambda file: str(file.data.get("published_on", ""))):
        maker.publish(model, file.slug, file.data, file.name, parent)


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
    ("sessies", load_sessions),
    (
        "koplopers",
        partial(load_pages, folder="koplopers", parent_model=KoploperIndexPage, model=KoploperPage),
    ),
    ("thema's", partial(load_pages, folder="themas", parent_model=ThemeIndexPage, model=ThemePage)),
    ("nieuws", partial(load_pages, folder="nieuws", parent_model=NewsIndexPage, model=NewsPage)),
    ("gewone pagina's", partial(load_pages, folder="pages", parent_model=HomePage, model=StandardPage)),
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

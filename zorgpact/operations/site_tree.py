"""The pages that every installation has: the home page and the overviews below it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from koplopers.models import KoploperIndexPage
from zorgpact.cms.models import SiteSettings
from zorgpact.home.models import FIRST_TEXTS, HomePage
from zorgpact.news.models import NewsIndexPage
from zorgpact.themes.models import ThemeIndexPage
from zorgpact.users.roles import ensure_roles

OVERVIEWS = [
    (
        KoploperIndexPage,
        {
            "title": "Koplopers",
            "slug": "koplopers",
            "introduction": "Zorg en onderwijs samen, met een resultaat dat jij ook kunt gebruiken.",
        },
    ),
    (
        ThemeIndexPage,
        {
            "title": "Thema’s",
            "slug": "themas",
            "introduction": "Waar de pacten over gaan: per thema het verhaal, de voorbeelden en de sessies.",
        },
    ),
    (
        NewsIndexPage,
        {
            "title": "Nieuws",
            "slug": "nieuws",
            "introduction": "Wat er gebeurt in de regio’s: berichten, verhalen uit de praktijk en verslagen van sessies.",
        },
    ),
]


@transaction.atomic
def ensure_site() -> HomePage:
    """Make what is missing of the tree, the site, its settings and the roles. The rest stays as it is."""
    home = HomePage.objects.first() or make_home()
    for model, fields in OVERVIEWS:
        if not model.objects.exists():
            publish_under(home, model(show_in_menus=True, **fields))
    ensure_site_row(home)
    SiteSettings.load()
    ensure_roles()
    return home


def make_home() -> HomePage:
    """The home page, in the place of the page that Wagtail itself put there."""
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug=FIRST_TEXTS["slug"], numchild=0).exact_type(Page).first()
    if welcome:
        welcome.delete()  # its Site goes with it
        root = Page.get_first_root_node()
    return publish_under(root, HomePage(**FIRST_TEXTS))


def publish_under(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def ensure_site_row(home: HomePage) -> None:
    """The default site answers at BASE_URL."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(root_page=home, is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME)
    if (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname, port
        site.save()

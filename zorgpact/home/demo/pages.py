"""Pages: koplopers, themes, news, ordinary pages, and the texts of the home page and of the whole site."""

from koplopers.models import KoploperIndexPage, KoploperPage
from zorgpact.cms.models import SiteSettings, StandardPage
from zorgpact.home.demo.files import read_file, read_folder
from zorgpact.home.demo.maker import Maker
from zorgpact.home.models import FIRST_TEXTS, HomePage
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.themes.models import ThemeIndexPage, ThemePage


def load_koplopers(maker: Maker) -> None:
    parent = KoploperIndexPage.objects.get()
    for file in read_folder(maker.folder, "koplopers"):
        maker.publish_page(parent, KoploperPage, file)


def load_themes(maker: Maker) -> None:
    parent = ThemeIndexPage.objects.get()
    for file in read_folder(maker.folder, "themas"):
        maker.publish_page(parent, ThemePage, file)


def load_news(maker: Maker) -> None:
    """News, oldest first, so that the latest is also the latest in the admin."""
    parent = NewsIndexPage.objects.get()
    files = read_folder(maker.folder, "nieuws")
    for file in sorted(files, key=lambda file: str(file.data.get("published_on", ""))):
        maker.publish_page(parent, NewsPage, file)


def load_standard_pages(maker: Maker) -> None:
    parent = HomePage.objects.get()
    for file in read_folder(maker.folder, "pages"):
        maker.publish_page(parent, StandardPage, file)


def load_site(maker: Maker) -> None:
    """The texts of the home page and those that stand on every page, unless an editor wrote some."""
    file = read_file(maker.folder, "site.toml")
    data = dict(file.data)
    home = data.pop("home", {})
    site, page = SiteSettings.load(), HomePage.objects.get()
    if not site.tagline:
        maker.change(site, data, file.name)
    if page.headline == FIRST_TEXTS["headline"] and not page.has_unpublished_changes:
        maker.change(page, home, f"{file.name}, home")

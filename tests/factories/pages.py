"""Pages, each under the right index page, which is made when it is not there yet."""

import datetime

import factory
import wagtail_factories
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from koplopers.models import KoploperIndexPage, KoploperPage, KoploperPartner
from tests.factories.rows import ClassifiedFactory, OrganisationFactory, TopicFactory
from zorgpact.cms.models import StandardPage
from zorgpact.home.models import HomePage
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.themes.models import ThemeIndexPage, ThemePage


def home_page():
    """The home page at the root of the default site, made once in the place of Wagtail's welcome page."""
    home = HomePage.objects.first()
    return home or HomePageFactory()


def without_pages():
    """As a database is that was only migrated: the tests begin with the first pages."""
    for page in Page.objects.filter(depth=2):
        page.delete()
    Site.clear_site_root_paths_cache()


def child_of_home(page_factory):
    model = page_factory._meta.model
    return model.objects.first() or page_factory(parent=home_page())


class PageFactory(ClassifiedFactory, wagtail_factories.PageFactory):
    class Meta:
        abstract = True

    slug = None  # Wagtail derives it from the title
    introduction = "Een korte inleiding."


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = "Zorgpact"
    slug = "voorpagina"
    headline = "Samen leren, samen zorgen"
    introduction = "Regionale pacten tussen zorg, onderwijs en overheid."

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        home = super()._create(model_class, *args, parent=parent or Page.get_first_root_node(), **kwargs)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "root_page": home, "site_name": "Zorgpact"},
        )
        Site.clear_site_root_paths_cache()
        Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
        home.refresh_from_db()
        return home


class IndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        abstract = True

    parent = factory.LazyFunction(home_page)
    introduction = "Alles bij elkaar."


class NewsIndexPageFactory(IndexPageFactory):
    class Meta:
        model = NewsIndexPage

    title = "Nieuws"
    slug = "nieuws"


class ThemeIndexPageFactory(IndexPageFactory):
    class Meta:
        model = ThemeIndexPage

    title = "Thema’s"
    slug = "themas"


class KoploperIndexPageFactory(IndexPageFactory):
    class Meta:
        model = KoploperIndexPage

    title = "Koplopers"
    slug = "koplopers"


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    parent = factory.LazyFunction(home_page)
    title = factory.Sequence(lambda n: f"Pagina {n}")


class NewsPageFactory(PageFactory):
    class Meta:
        model = NewsPage

    parent = factory.LazyFunction(lambda: child_of_home(NewsIndexPageFactory))
    title = factory.Sequence(lambda n: f"Nieuwsbericht {n}")
    published_on = datetime.date(2018, 11, 22)


class KoploperPageFactory(PageFactory):
    class Meta:
        model = KoploperPage

    parent = factory.LazyFunction(lambda: child_of_home(KoploperIndexPageFactory))
    title = factory.Sequence(lambda n: f"Koploper {n}")


class KoploperPartnerFactory(DjangoModelFactory):
    class Meta:
        model = KoploperPartner

    page = factory.SubFactory(KoploperPageFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ThemePageFactory(PageFactory):
    class Meta:
        model = ThemePage

    parent = factory.LazyFunction(lambda: child_of_home(ThemeIndexPageFactory))
    title = factory.Sequence(lambda n: f"Thema {n}")
    topic = factory.SubFactory(TopicFactory)


def site_tree():
    """Home with its three index pages, as the demo has them."""
    home = home_page()
    for page_factory in (NewsIndexPageFactory, ThemeIndexPageFactory, KoploperIndexPageFactory):
        child_of_home(page_factory)
    return home

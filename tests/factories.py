"""Rows and pages for tests. Each factory makes something valid and public; a test names only its subject.

`topics=[…]` and `regions=[…]` may be given to whatever carries them. Pages hang themselves under the right
index page, which is made when it is not there yet.
"""

import datetime

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from events.models import Event, Registration
from koplopers.models import KoploperIndexPage, KoploperPage, KoploperPartner
from pacts.models import (
    Ambition,
    Municipality,
    Organisation,
    Pact,
    PactPartner,
    PlaceName,
    Plan,
    PlanSignatory,
    Region,
)
from pacts.models.places import search_key
from zorgpact.agenda.models import Action, ProgressNote
from zorgpact.cms.models import CustomDocument, CustomImage, StandardPage
from zorgpact.dialogue.models import Contribution, Dialogue, Thread, ThreadAction
from zorgpact.home.models import HomePage
from zorgpact.news.models import NewsIndexPage, NewsPage
from zorgpact.taxonomy.models import Topic
from zorgpact.themes.models import ThemeIndexPage, ThemePage

PASSWORD = "een-lang-genoeg-wachtwoord"


def slug_of(field):
    return factory.LazyAttribute(lambda item: getattr(item, field).lower().replace(" ", "-"))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence(lambda n: f"gebruiker{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(user, create, groups, **kwargs):
        if groups:
            user.groups.set(groups)


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = CustomImage

    title = factory.Sequence(lambda n: f"Afbeelding {n}")
    description = "Drie bogen die elkaar raken"


class DocumentFactory(wagtail_factories.DocumentFactory):
    class Meta:
        model = CustomDocument

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.django.FileField(filename="plan.pdf", data=b"%PDF-1.4")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Onderwerp {n}")
    slug = slug_of("name")
    kind = Topic.Kind.THEME


class ClassifiedFactory(DjangoModelFactory):
    """For what may be given `topics` and `regions`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, topics=(), regions=(), **kwargs):
        item = super()._create(model_class, *args, **kwargs)
        if topics:
            item.topics.set(topics)
        if regions:
            item.regions.set(regions)
        if topics or regions:
            item.save()
        return item


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    title = factory.Sequence(lambda n: f"Zorggroep {n}")
    slug = slug_of("title")
    kind = Organisation.Kind.CARE
    place = "Utrecht"


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region

    title = factory.Sequence(lambda n: f"Regio {n}")
    short_name = factory.SelfAttribute("title")
    slug = slug_of("title")
    code = factory.Sequence(lambda n: f"RA{n:04}")
    provinces = "Utrecht"
    introduction = "In deze regio werken zorg, onderwijs en overheid samen."
    outline = "M300 300h20v20h-20z"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    name = factory.Sequence(lambda n: f"Gemeente {n}")
    code = factory.Sequence(lambda n: f"GM{n:04}")
    key = factory.LazyAttribute(lambda municipality: search_key(municipality.name))
    province = "Utrecht"
    region = factory.SubFactory(RegionFactory)


class PlaceNameFactory(DjangoModelFactory):
    class Meta:
        model = PlaceName

    name = factory.Sequence(lambda n: f"Plaats {n}")
    key = factory.LazyAttribute(lambda place: search_key(place.name))
    kind = PlaceName.Kind.PLACE
    municipality = factory.SubFactory(MunicipalityFactory)


class PactFactory(ClassifiedFactory):
    class Meta:
        model = Pact

    title = factory.Sequence(lambda n: f"Zorgpact {n}")
    slug = slug_of("title")
    introduction = "Samen zorgen dat er genoeg mensen zijn."
    started_on = datetime.date(2015, 3, 1)


class PlanFactory(ClassifiedFactory):
    class Meta:
        model = Plan

    title = factory.Sequence(lambda n: f"Actieplan {n}")
    slug = slug_of("title")
    introduction = "Wat deze regio tot 2022 doet."
    period_start = 2018
    period_end = 2022
    analysis = "<p>Er zijn te weinig leerplekken.</p>"


class PactPartnerFactory(DjangoModelFactory):
    class Meta:
        model = PactPartner

    pact = factory.SubFactory(PactFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class PlanSignatoryFactory(DjangoModelFactory):
    class Meta:
        model = PlanSignatory

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class AmbitionFactory(DjangoModelFactory):
    class Meta:
        model = Ambition

    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Ambitie {n}")
    target = "200 leerplekken erbij"
    order = factory.Sequence(int)


class ActionFactory(ClassifiedFactory):
    """A national action, unless `regions=[…]` are given."""

    class Meta:
        model = Action

    title = factory.Sequence(lambda n: f"Actie {n}")
    slug = slug_of("title")
    introduction = "Meer mensen leren op de werkvloer."
    owner = factory.SubFactory(OrganisationFactory)
    status = Action.Status.RUNNING

    @classmethod
    def _create(cls, model_class, *args, regions=(), **kwargs):
        kwargs.setdefault("is_national", not regions)
        return super()._create(model_class, *args, regions=regions, **kwargs)


class ProgressNoteFactory(DjangoModelFactory):
    class Meta:
        model = ProgressNote

    action = factory.SubFactory(ActionFactory)
    noted_on = datetime.date(2019, 3, 1)
    text = "De eerste leerplek is open."


class EventFactory(ClassifiedFactory):
    """A session in two weeks, open for registration, with 25 places; `past=True` for one that is over."""

    class Meta:
        model = Event

    class Params:
        past = factory.Trait(
            start_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=14))
        )

    title = factory.Sequence(lambda n: f"Dialoogsessie {n}")
    slug = slug_of("title")
    introduction = "Aan tafel met zorg, onderwijs en overheid."
    start_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14))
    end_at = factory.LazyAttribute(lambda event: event.start_at + datetime.timedelta(hours=3))
    venue = "De Werkplaats"
    place = "Utrecht"
    capacity = 25


class DialogueFactory(DjangoModelFactory):
    class Meta:
        model = Dialogue

    event = factory.SubFactory(EventFactory, past=True)


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = Contribution

    dialogue = factory.SubFactory(DialogueFactory)
    text = "Geef ruimte om te leren"


class ThreadFactory(DjangoModelFactory):
    """A common thread; `actions=[…]` are those that came of it."""

    class Meta:
        model = Thread

    dialogue = factory.SubFactory(DialogueFactory)
    text = "Leer waar je werkt"

    @classmethod
    def _create(cls, model_class, *args, actions=(), **kwargs):
        thread = super()._create(model_class, *args, **kwargs)
        for action in actions:
            ThreadAction.objects.create(thread=thread, action=action)
        return thread


class ThreadActionFactory(DjangoModelFactory):
    class Meta:
        model = ThreadAction

    thread = factory.SubFactory(ThreadFactory)
    action = factory.SubFactory(ActionFactory)


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Deelnemer {n}")
    email = factory.Sequence(lambda n: f"deelnemer{n}@example.org")
    organisation = "Zorggroep De Brug"
    status = Registration.Status.CONFIRMED
    queued_at = factory.LazyFunction(timezone.now)


# --- Pages ----------------------------------------------------------------------------------------------


def home_page():
    """The home page at the root of the default site, made once in the place of Wagtail's welcome page."""
    home = HomePage.objects.first()
    return home or HomePageFactory()


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

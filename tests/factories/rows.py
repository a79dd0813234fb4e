"""Rows of every kind that is no page."""

import datetime

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import Event, Registration
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
from pacts.models.names import search_key
from zorgpact.agenda.models import (
    Action,
    ProgressNote,
)
from zorgpact.cms.models import CustomDocument, CustomImage
from zorgpact.taxonomy.models import Topic

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
    outline = "M300,300L320,300L320,320L300,320Z"
    detailed_outline = outline


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


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Deelnemer {n}")
    email = factory.Sequence(lambda n: f"deelnemer{n}@example.org")
    organisation = "Zorggroep De Brug"
    status = Registration.Status.CONFIRMED
    queued_at = factory.LazyFunction(timezone.now)

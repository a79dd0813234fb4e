"""Who is asked how actions go, what they answer, and who joins or follows."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.factories.rows import ActionFactory, OrganisationFactory
from zorgpact.agenda.models import (
    Change,
    ContactPerson,
    Follower,
    Handover,
    Joining,
    Link,
    ReportRequest,
    Subscription,
)
from zorgpact.agenda.models import Mail as AgendaMail


class ContactPersonFactory(DjangoModelFactory):
    """`actions=[…]` are those that this person is asked about."""

    class Meta:
        model = ContactPerson
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Contact {n}")
    email = factory.Sequence(lambda n: f"contact{n}@example.org")

    @factory.post_generation
    def actions(person, create, actions, **kwargs):
        person.actions.set(actions or [])


class ReportRequestFactory(DjangoModelFactory):
    """Asked today, about `actions=[…]`."""

    class Meta:
        model = ReportRequest
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"gevraagd{n}@example.org")
    name = "Fatima Demir"
    asked_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def actions(request, create, actions, **kwargs):
        request.actions.set(actions or [])


class HandoverFactory(DjangoModelFactory):
    class Meta:
        model = Handover

    request = factory.SubFactory(ReportRequestFactory)
    action = factory.SubFactory(ActionFactory)


class JoiningFactory(DjangoModelFactory):
    class Meta:
        model = Joining

    action = factory.SubFactory(ActionFactory)
    organisation = "Thuiszorg Almelo"
    text = "Vijf leerplekken in de wijk."
    name = "Bart de Boer"
    email = factory.Sequence(lambda n: f"meedoen{n}@example.org")


class FollowerFactory(DjangoModelFactory):
    class Meta:
        model = Follower

    email = factory.Sequence(lambda n: f"volger{n}@example.org")


class SubscriptionFactory(DjangoModelFactory):
    """To an action, unless a pact or a region is named."""

    class Meta:
        model = Subscription

    follower = factory.SubFactory(FollowerFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if not kwargs.keys() & {"action", "pact", "region"}:
            kwargs["action"] = ActionFactory()
        return super()._create(model_class, *args, **kwargs)


class ChangeFactory(DjangoModelFactory):
    class Meta:
        model = Change

    action = factory.SubFactory(ActionFactory)
    kind = Change.Kind.NEW


class AgendaMailFactory(DjangoModelFactory):
    class Meta:
        model = AgendaMail

    request = factory.SubFactory(ReportRequestFactory)
    kind = AgendaMail.Kind.ASK


class AgendaLinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    request = factory.SubFactory(ReportRequestFactory)
    purpose = Link.Purpose.REPORT
    digest = factory.Sequence(lambda n: f"{n:064}")

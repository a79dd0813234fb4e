"""What the admin refuses is explained, and nothing is lost."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page

from events.models import Event
from tests.factories import (
    ActionFactory,
    EventFactory,
    OrganisationFactory,
    PactFactory,
    RegistrationFactory,
    StandardPageFactory,
    ThemePageFactory,
    TopicFactory,
    site_tree,
)
from zorgpact.taxonomy.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(signed_in):
    return signed_in(get_user_model().objects.create_superuser("admin", "admin@example.org", "demo"))


def held_rows():
    event, topic, organisation = EventFactory(), TopicFactory(name="Leren"), OrganisationFactory()
    RegistrationFactory.create_batch(2, event=event)
    ThemePageFactory(topic=topic)
    ActionFactory(owner=organisation)
    return {event: "2 aanmeldingen", topic: "1 thema", organisation: "1 actie"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_what_others_need_is_explained(admin, method):
    for row, hanging in held_rows().items():
        address = reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk])
        answer = getattr(admin, method)(address)
        assert answer.status_code == 409
        assert hanging in answer.text
        assert type(row).objects.filter(pk=row.pk).exists()


def test_deleting_several_at_once_is_explained(admin):
    for row, hanging in held_rows().items():
        label = row._meta.app_label, row._meta.model_name
        address = reverse("wagtail_bulk_action", args=[*label, "delete"])
        answer = admin.post(f"{address}?id={row.pk}")
        assert answer.status_code == 409
        assert hanging in answer.text
        assert type(row).objects.filter(pk=row.pk).exists()


def test_what_an_editor_can_do_instead_is_said(admin):
    event = RegistrationFactory().event
    address = reverse(event.snippet_viewset.get_url_name("delete"), args=[event.pk])
    assert "‘gaat niet door’" in admin.get(address).text


def test_what_nobody_needs_goes(admin):
    for row in (EventFactory(), TopicFactory()):
        address = reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk])
        assert admin.post(address).status_code == 302
    assert (Event.objects.count(), Topic.objects.count()) == (0, 0)


def test_a_topic_that_only_a_draft_carries_stays(admin):
    topic = TopicFactory()
    pact = PactFactory()
    pact.save_revision().publish()
    pact.topics.add(topic)
    pact.save_revision()
    address = reverse(topic.snippet_viewset.get_url_name("delete"), args=[topic.pk])
    answer = admin.post(address)
    assert (answer.status_code, "1 pact" in answer.text) == (409, True)
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_topic_that_a_draft_let_go_of_may_go(admin):
    topic = TopicFactory()
    pact = PactFactory(topics=[topic])
    pact.save_revision()
    pact.topics.clear()
    pact.save_revision().publish()
    admin.post(reverse(topic.snippet_viewset.get_url_name("delete"), args=[topic.pk]))
    assert not Topic.objects.filter(pk=topic.pk).exists()


@pytest.mark.parametrize(("slug", "is_free"), [("agenda", False), ("pacten", False), ("over-ons", True)])
def test_a_copy_cannot_take_an_address_of_the_site(admin, slug, is_free):
    home = site_tree()
    page = StandardPageFactory(slug="over")
    fields = {"new_title": "Kopie", "new_slug": slug, "new_parent_page": home.pk, "publish_copies": "on"}
    answer = admin.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields, follow=True)
    assert answer.status_code == 200
    assert Page.objects.filter(slug=slug, depth=3).exists() == is_free
    assert ("Dit adres gebruikt de site zelf" in answer.text) != is_free


def test_a_page_cannot_be_moved_to_an_address_of_the_site(admin):
    home = site_tree()
    page = StandardPageFactory(parent=StandardPageFactory(slug="over"), slug="agenda")
    admin.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]), follow=True)
    page.refresh_from_db()
    assert page.url_path.endswith("/over/agenda/")

"""Who may keep an answer. tests/test_public.py asks it of every public address."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.factories import DocumentFactory, EventFactory, NewsPageFactory, site_tree
from zorgpact.cms.middleware import CacheControlMiddleware

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FOR_A_SECOND, NEVER = CacheControlMiddleware.FOR_A_SECOND, CacheControlMiddleware.NEVER


@pytest.fixture(autouse=True)
def tree():
    return site_tree()


def control(response):
    return response.status_code, response["Cache-Control"]


# --- Documents --------------------------------------------------------------------------------------------


@pytest.fixture
def shielded():
    """A function that gives a document in a collection that is shielded this way, and its password."""

    def create(kind, **fields):
        collection = Collection.get_first_root_node().add_child(name="Besloten")
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=kind, **fields
        )
        return DocumentFactory(collection=collection), restriction

    return create


def test_a_public_document_may_be_kept(client):
    assert control(client.get(DocumentFactory().url)) == (200, FOR_A_SECOND)


def test_a_document_that_did_not_change_may_be_kept_on(client):
    document = DocumentFactory()
    etag = client.get(document.url)["ETag"]
    assert control(client.get(document.url, headers={"if-none-match": etag})) == (304, FOR_A_SECOND)


def test_the_question_for_a_password_is_not_kept(client, shielded):
    document, _ = shielded(CollectionViewRestriction.PASSWORD, password="samen")
    assert control(client.get(document.url)) == (200, NEVER)


def test_a_document_that_was_opened_with_a_password_is_not_kept(client, shielded):
    document, restriction = shielded(CollectionViewRestriction.PASSWORD, password="samen")
    unlock = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    assert control(client.post(unlock, {"password": "samen", "return_url": document.url})) == (302, NEVER)
    response = client.get(document.url)
    assert response["Content-Type"] == "application/pdf"
    assert control(response) == (200, NEVER)


def test_a_document_for_who_is_logged_in_is_not_kept(client, shielded, bram, signed_in):
    document, _ = shielded(CollectionViewRestriction.LOGIN)
    assert control(client.get(document.url)) == (302, NEVER)
    assert control(signed_in(bram).get(document.url)) == (200, NEVER)


# --- Pages ------------------------------------------------------------------------------------------------


def test_a_page_that_was_opened_with_a_password_is_not_kept(client):
    page = NewsPageFactory(title="Alleen voor de stuurgroep")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="samen"
    )
    unlock = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.post(unlock, {"password": "samen", "return_url": page.get_absolute_url()})
    response = client.get(page.get_absolute_url())
    assert "Alleen voor de stuurgroep" in response.text
    assert control(response) == (200, NEVER)


def test_a_preview_is_not_kept(admin_client):
    event = EventFactory()
    response = admin_client.get(reverse("wagtailsnippets_events_event:preview_on_edit", args=[event.pk]))
    assert control(response) == (200, NEVER)


def test_the_admin_says_so_itself(admin_client):
    assert control(admin_client.get("/admin/")) == (200, NEVER)


# --- What is no page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/bestaat-niet/", "/pacten/bestaat-niet/", "/documenten/404/x.pdf"])
def test_that_something_does_not_exist_is_not_kept(client, path):
    assert control(client.get(path)) == (404, NEVER)


def test_an_error_is_not_kept(monkeypatch):
    def fail(*args):
        raise ZeroDivisionError

    monkeypatch.setattr("events.views.EventListing", fail)
    assert control(Client(raise_request_exception=False).get("/agenda/")) == (500, NEVER)


def test_a_redirect_is_not_kept(client):
    assert control(client.get("/nieuws")) == (301, NEVER)


def test_a_refused_method_is_not_kept(client):
    assert control(client.post("/agenda/")) == (405, NEVER)


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_with_a_secret_is_kept_nowhere_and_leaks_to_nobody(client, method):
    response = getattr(client, method)("/aanmelding/annuleren/onbekend/")
    assert control(response) == (404, NEVER)
    assert response["Referrer-Policy"] == "no-referrer"

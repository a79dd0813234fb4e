"""Who may delete pictures and documents, and which stay whoever asks: what visitors see."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, ReferenceIndex

from tests.factories import (
    DocumentFactory,
    ImageFactory,
    NewsPageFactory,
    PactFactory,
    PlanFactory,
    UserFactory,
)
from tests.uploads import encoded, photo, upload
from zorgpact.cms.models import CustomDocument, CustomImage, SiteSettings
from zorgpact.users.roles import ADMINISTRATORS, EDITORS, ORGANISERS, ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]

FACTORIES = {CustomImage: ImageFactory, CustomDocument: DocumentFactory}
SINGLE = {CustomImage: "wagtailimages:delete", CustomDocument: "wagtaildocs:delete"}
MULTIPLE = {CustomImage: "wagtailimages:delete_multiple", CustomDocument: "wagtaildocs:delete_multiple"}
KINDS = [pytest.param(model, id=model._meta.model_name) for model in FACTORIES]


def uploaded(model, **fields):
    """In the collection that everybody uploads to."""
    return FACTORIES[model](collection=Collection.get_first_root_node(), **fields)


def single(row):
    return reverse(SINGLE[type(row)], args=[row.pk])


def multiple(row):
    return reverse(MULTIPLE[type(row)], args=[row.pk])


def bulk(row):
    label = row._meta.app_label, row._meta.model_name
    return f"{reverse('wagtail_bulk_action', args=[*label, 'delete'])}?id={row.pk}"


WAYS = [single, multiple, bulk]
# Every role on every kind of file, and every way for one of them.
CASES = [(role, model, single) for role in ROLES for model in FACTORIES]
CASES += [(EDITORS, model, way) for model in FACTORIES for way in WAYS[1:]]


def is_there(row):
    return type(row).objects.filter(pk=row.pk).exists()


@pytest.fixture
def cast(roles, signed_in):
    """A function that gives somebody with this role, and a client in which that person is logged in."""

    def enter(role):
        person = UserFactory(groups=[roles[role]])
        return person, signed_in(person)

    return enter


def shown(model):
    """A file that visitors see."""
    row = uploaded(model)
    if model is CustomImage:
        PactFactory(title="Zorgpact Twente", cover=row).save_revision().publish()
    else:
        PlanFactory(title="Actieplan Twente", document=row).save_revision().publish()
    return row


# --- Whose it is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "model", "way"), CASES)
def test_who_uploaded_a_file_may_delete_it(cast, role, model, way):
    person, client = cast(role)
    row = uploaded(model, uploaded_by_user=person)
    client.post(way(row))
    assert not is_there(row)


@pytest.mark.parametrize(("role", "model", "way"), CASES)
def test_only_an_administrator_deletes_the_file_of_somebody_else(cast, role, model, way):
    _, client = cast(role)
    row = uploaded(model, uploaded_by_user=UserFactory())
    client.post(way(row))
    assert is_there(row) == (role != ADMINISTRATORS)


@pytest.mark.parametrize("role", [EDITORS, ORGANISERS])
def test_nobody_puts_another_picture_in_the_place_of_somebody_elses(cast, role):
    _, client = cast(role)
    row = uploaded(CustomImage, title="Leerhuis")
    new = upload(encoded(photo(), "PNG"), "nieuw.png")
    client.post(reverse("wagtailimages:edit", args=[row.pk]), {"title": "Anders", "file": new})
    kept = CustomImage.objects.get()
    assert (kept.title, kept.file.name) == ("Leerhuis", row.file.name)


@pytest.mark.parametrize("role", [EDITORS, ORGANISERS])
@pytest.mark.parametrize("model", KINDS)
def test_everybody_may_choose_the_files_of_others(cast, role, model):
    _, client = cast(role)
    row = uploaded(model, title="Leerhuis Almelo")
    chooser = "wagtailimages_chooser" if model is CustomImage else "wagtaildocs_chooser"
    assert "Leerhuis Almelo" in client.get(reverse(f"{chooser}:choose_results")).text
    assert client.get(reverse(f"{chooser}:chosen", args=[row.pk])).status_code == 200


def test_an_older_site_takes_back_the_right_to_delete_everything():
    group, root = Group.objects.get(name=EDITORS), Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).delete()
    model = GroupCollectionPermission._meta.get_field("permission").related_model
    for codename in ("add_image", "change_image", "change_document"):
        permission = model.objects.get(codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    import_module("zorgpact.users.migrations.0002_own_files").take_back(apps, None)
    left = GroupCollectionPermission.objects.filter(group=group)
    assert list(left.values_list("permission__codename", flat=True)) == ["add_image"]


@pytest.mark.parametrize("way", [SINGLE, MULTIPLE], ids=["single", "multiple"])
@pytest.mark.parametrize("model", KINDS)
def test_a_number_that_no_file_has_is_not_found(admin_client, model, way):
    assert admin_client.post(reverse(way[model], args=[10**19])).status_code == 404


# --- What visitors see ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_what_visitors_see_stays(admin_client, model, way):
    row = shown(model)
    answer = admin_client.post(way(row))
    assert answer.status_code == 409
    assert is_there(row)


@pytest.mark.parametrize("way", [single, bulk])
def test_where_a_picture_is_shown_is_told_before_anything_is_asked(admin_client, way):
    row = shown(CustomImage)
    answer = admin_client.get(way(row))
    assert answer.status_code == 409
    assert "1 pact" in answer.text
    assert "Zorgpact Twente</a>" in answer.text
    assert 'type="submit"' not in answer.text.partition('id="main"')[2]


def test_who_may_not_delete_a_file_is_not_told_where_it_is_shown(cast):
    _, client = cast(ORGANISERS)
    assert "Zorgpact Twente" not in client.get(single(shown(CustomImage)), follow=True).text


def test_one_that_is_shown_keeps_the_others_of_the_same_lot(admin_client):
    row, other = shown(CustomImage), uploaded(CustomImage)
    assert admin_client.post(f"{bulk(row)}&id={other.pk}").status_code == 409
    assert CustomImage.objects.count() == 2


def test_a_picture_in_a_text_is_shown_too(admin_client):
    row = uploaded(CustomImage)
    block = {"image": row, "is_decorative": True, "alt": "", "caption": ""}
    page = NewsPageFactory(title="Leerhuis open", body=[("image", block)])
    ReferenceIndex.create_or_update_for_object(page)
    answer = admin_client.post(single(row))
    assert (answer.status_code, "1 nieuwsbericht" in answer.text) == (409, True)


def test_a_document_in_the_text_at_the_foot_of_every_page_is_shown_too(admin_client):
    row = uploaded(CustomDocument)
    site = SiteSettings.load()
    site.footer_text = f'<p><a linktype="document" id="{row.pk}">Voorwaarden</a></p>'
    site.save()
    assert admin_client.post(single(row)).status_code == 409


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_that_only_a_draft_shows_may_go(admin_client, way):
    row = uploaded(CustomImage)
    PactFactory(cover=row, live=False)
    admin_client.post(way(row))
    assert not is_there(row)


def test_a_cover_stays_also_when_the_index_of_references_runs_behind(admin_client):
    row = shown(CustomImage)
    ReferenceIndex.objects.all().delete()
    assert admin_client.post(single(row)).status_code == 409


def test_what_was_taken_from_the_site_lets_its_picture_go(admin_client):
    row = uploaded(CustomImage)
    pact = PactFactory(cover=row)
    pact.unpublish()
    admin_client.post(single(row))
    assert not is_there(row)

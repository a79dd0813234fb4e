"""Documents are kept where no web server shows them."""

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories import DocumentFactory
from zorgpact.cms.private_files import move_documents

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_document_is_not_in_the_public_folder(settings):
    document = DocumentFactory(file=ContentFile(b"%PDF- geheim", name="plan.pdf"))
    assert document.file.name == "documents/plan.pdf"
    assert (files_in(settings.MEDIA_ROOT), files_in(settings.PRIVATE_ROOT)) == ([], ["documents/plan.pdf"])


def test_other_users_of_the_machine_cannot_read_it(settings):
    DocumentFactory(file=ContentFile(b"%PDF- geheim", name="plan.pdf"))
    folder = settings.PRIVATE_ROOT / "documents"
    assert [path.stat().st_mode & 0o777 for path in (folder / "plan.pdf", folder)] == [0o600, 0o700]


def test_its_file_has_no_address(client):
    document = DocumentFactory()
    with pytest.raises(NotImplementedError):
        document.file.url  # noqa: B018
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert document.url == f"/documenten/{document.pk}/{document.filename}"


def test_what_is_private_is_never_below_what_is_public():
    assert not project.PRIVATE_ROOT.is_relative_to(project.MEDIA_ROOT)
    assert not project.PRIVATE_ROOT.is_relative_to(project.STATIC_ROOT)


def test_a_document_of_a_shielded_collection_is_for_who_may_see_it(client, bram, signed_in):
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = DocumentFactory(collection=collection, file=ContentFile(b"%PDF- geheim", name="plan.pdf"))
    assert client.get(document.url).status_code == 302
    response = signed_in(bram).get(document.url)
    assert b"".join(response.streaming_content) == b"%PDF- geheim"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_a_deleted_document_leaves_no_file(settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        DocumentFactory().delete()
    assert files_in(settings.PRIVATE_ROOT) == []


@pytest.fixture
def before(settings):
    """A document of the last version, in the public folder."""
    document = DocumentFactory(file=ContentFile(b"%PDF- plan", name="plan.pdf"))
    old = settings.MEDIA_ROOT / "documents" / "plan.pdf"
    old.parent.mkdir(parents=True)
    (settings.PRIVATE_ROOT / document.file.name).rename(old)
    return document


def test_documents_of_before_move_once_and_can_be_read(before, settings, client):
    assert (move_documents(), move_documents()) == (1, 0)
    assert (files_in(settings.MEDIA_ROOT), files_in(settings.PRIVATE_ROOT)) == ([], ["documents/plan.pdf"])
    assert b"".join(client.get(before.url).streaming_content) == b"%PDF- plan"


def test_moving_that_was_broken_off_is_finished(before, settings):
    target = settings.PRIVATE_ROOT / "documents" / "plan.pdf"
    target.write_bytes(b"%PDF- plan")
    assert move_documents() == 0
    assert (files_in(settings.MEDIA_ROOT), target.read_bytes()) == ([], b"%PDF- plan")


def test_two_files_of_one_name_are_told_and_none_is_lost(before, settings, caplog):
    (settings.PRIVATE_ROOT / "documents" / "plan.pdf").write_bytes(b"%PDF- nieuw")
    assert move_documents() == 0
    assert files_in(settings.MEDIA_ROOT) == files_in(settings.PRIVATE_ROOT) == ["documents/plan.pdf"]
    assert "met een andere inhoud" in caplog.text

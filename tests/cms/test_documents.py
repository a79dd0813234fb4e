"""Documents: how large they may be, that they are what their name says, and how they are served."""

import gzip

import pytest
from django.conf import settings as project
from django.urls import reverse
from wagtail.models import Collection

from tests.factories import DocumentFactory
from tests.uploads import DOCUMENTS, office, upload, zipped
from zorgpact.cms.models import CustomDocument

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]
ADD = reverse("wagtaildocs:add")
ADD_MANY = reverse("wagtaildocs:add_multiple")
KINDS = sorted(DOCUMENTS)
DISGUISED = [
    ("plan.pdf", b"<html><script>alert(1)</script></html>"),
    ("plan.pdf", b"MZ\x90\x00"),
    ("plan.docx", DOCUMENTS["xlsx"]),
    ("plan.docx", DOCUMENTS["zip"]),
    ("plan.docx", DOCUMENTS["docx"][:-30]),
    ("plan.docx", b"\xd0\xcf\x11\xe0 een oud document van Word"),
    ("plan.docx", zipped(**{"word/document.xml": b"<x/>"})),
    ("plan.xlsx", DOCUMENTS["docx"]),
    ("plan.pptx", office("word")),
    ("plan.odt", DOCUMENTS["docx"]),
    (
        "plan.odt",
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b""}),
    ),
    ("plan.zip", DOCUMENTS["pdf"]),
    ("lijst.csv", "naam;plaats".encode("utf-16")),
    ("lijst.csv", DOCUMENTS["zip"]),
    ("lijst.csv", b"naam\x81"),
]


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


def add(editor, content, name):
    """What the form says is wrong."""
    answer = editor.post(ADD, {"title": "Plan", "file": upload(content, name)})
    return answer.context["form"].errors if answer.status_code == 200 else {}


def test_there_is_an_example_of_every_kind():
    assert project.WAGTAILDOCS_EXTENSIONS == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_what_its_name_says_is_taken(editor, kind):
    assert add(editor, DOCUMENTS[kind], f"plan.{kind}") == {}
    document = CustomDocument.objects.get()
    assert (document.file.read(), document.file_size) == (DOCUMENTS[kind], len(DOCUMENTS[kind]))


@pytest.mark.parametrize("number", range(len(DISGUISED)))
def test_what_is_something_else_is_refused_beside_the_field(editor, number):
    name, content = DISGUISED[number]
    kind = name.rpartition(".")[2]
    (error,) = add(editor, content, name)["file"]
    assert error.startswith(f"De inhoud van dit bestand is geen {kind}, of is beschadigd.")
    assert CustomDocument.objects.count() == 0


def test_several_at_once_are_refused_in_the_same_words(editor):
    answer = editor.post(ADD_MANY, {"title": "Plan", "files[]": upload(b"MZ", "plan.pdf")}).json()
    assert (answer["success"], answer["error_message"][:28]) == (False, "De inhoud van dit bestand is")


@pytest.mark.parametrize("text", ["naam;Renée\n", "\ufeffnaam;Renée\n"])
def test_a_list_in_utf_8_is_taken_with_and_without_a_mark(editor, text):
    assert add(editor, text.encode(), "lijst.csv") == {}


def test_an_extension_in_capitals_is_judged_too(editor):
    assert list(add(editor, b"MZ", "PLAN.PDF")) == ["file"]


def test_another_kind_is_refused(editor):
    (error,) = add(editor, b"MZ", "plan.exe")["file"]
    assert "csv, docx, odt, pdf, pptx, xlsx, zip" in error


def test_a_document_that_is_too_large_is_refused_with_both_sizes(editor, settings):
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == 20 * 1024 * 1024
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2048
    expected = "Dit bestand is te groot (2,9 KB). De maximale bestandsgrootte is 2,0 KB."
    assert add(editor, b"%PDF-" + bytes(3000), "plan.pdf") == {"file": [expected.replace(" KB", "\xa0KB")]}


@pytest.mark.parametrize("path", [ADD, ADD_MANY, reverse("wagtaildocs_chooser:choose")])
def test_the_form_tells_what_it_takes(editor, path):
    page = editor.get(path).content.decode()
    assert "Een csv, docx, odt, pdf, pptx, xlsx of zip van ten hoogste 20,0" in page


def test_another_file_for_a_document_is_judged_and_a_new_title_is_not(editor, eva):
    root = Collection.get_first_root_node()
    document = DocumentFactory(
        file=upload(b"MZ", "oud.pdf"), collection=root, uploaded_by_user=eva
    )  # from before there was a check
    path = reverse("wagtaildocs:edit", args=[document.pk])
    answer = editor.post(path, {"title": "Plan", "file": upload(b"MZ", "nieuw.pdf")})
    assert list(answer.context["form"].errors) == ["file"]
    assert editor.post(path, {"title": "Ander plan"}).status_code == 302
    assert CustomDocument.objects.get().title == "Ander plan"


# --- How they are served ----------------------------------------------------------------------------------


def served(client, kind, **headers):
    document = DocumentFactory(file=upload(DOCUMENTS[kind], f"plan.{kind}"))
    response = client.get(document.url, headers=headers)
    return response, b"".join(response.streaming_content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_served_without_an_encoding_that_does_not_exist(client, kind):
    response, content = served(client, kind)
    assert (response.status_code, "Content-Encoding" in response, content) == (200, False, DOCUMENTS[kind])


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"csv"}))
def test_what_is_compressed_already_is_not_compressed_again(client, kind):
    response, content = served(client, kind, accept_encoding="gzip")
    assert ("Content-Encoding" in response, content) == (False, DOCUMENTS[kind])
    assert response["Content-Length"] == str(len(content))


def test_a_list_is_compressed_for_who_can_read_that(client):
    response, content = served(client, "csv", accept_encoding="gzip")
    assert (response["Content-Encoding"], gzip.decompress(content)) == ("gzip", DOCUMENTS["csv"])


def test_a_document_whose_file_is_gone_is_not_found(client):
    document = DocumentFactory()
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404

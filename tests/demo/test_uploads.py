"""The documents and pictures of the demo content: files in a folder, each uploaded once."""

import pytest
from django.conf import settings

from zorgpact.cms.models import CustomDocument, CustomImage
from zorgpact.demo.making import Maker

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FOLDER = settings.BASE_DIR / "fixtures" / "demo"
NAMES = [path.name for path in (FOLDER / "documents").iterdir()]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_downloaded_as_it_lies_in_the_folder(client, name):
    document = Maker(FOLDER).find(CustomDocument, name, "hier")
    content = b"".join(client.get(document.url).streaming_content)
    assert content == (FOLDER / "documents" / name).read_bytes()
    assert document.file_size == len(content)


def test_a_document_is_uploaded_once():
    first, again = (Maker(FOLDER).find(CustomDocument, NAMES[0], "hier") for _ in range(2))
    assert first == again


def test_every_picture_lies_in_the_folder_and_is_described():
    files = {path.name for path in (FOLDER / "pictures").iterdir()}
    assert set(Maker(FOLDER).pictures["descriptions"]) == files


def test_a_picture_tells_who_made_it_and_what_is_to_be_seen():
    maker = Maker(FOLDER)
    name, description = next(iter(maker.pictures["descriptions"].items()))
    picture = maker.find(CustomImage, name, "hier")
    assert (picture.description, picture.credit) == (description, maker.pictures["credit"])
    assert (picture.width, picture.height) in [(1600, 900), (800, 800)]

"""The documents of the demo content: files in a folder, each uploaded once."""

import pytest
from django.conf import settings

from zorgpact.home.demo.ledger import Ledger
from zorgpact.home.demo.uploads import Documents

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "fixtures" / "demo"
NAMES = [path.name for path in (FOLDER / "documents").iterdir()]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_downloaded_as_it_lies_in_the_folder(client, name):
    document = Documents(Ledger(), FOLDER).get(name, "hier")
    content = b"".join(client.get(document.url).streaming_content)
    assert content == (FOLDER / "documents" / name).read_bytes()
    assert document.file_size == len(content)


def test_a_document_is_uploaded_once():
    first, again = (Documents(Ledger(), FOLDER).get(NAMES[0], "hier") for _ in range(2))
    assert first == again

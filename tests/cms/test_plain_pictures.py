"""Originals of version 0.2.0, which stored them as they came, lose what tells where and by whom they were made."""

import pytest
from PIL import Image

from tests.factories import ImageFactory
from tests.uploads import encoded, exif, half, noise, photo, upload
from zorgpact.cms.models import CustomImage
from zorgpact.cms.pictures import SPECS, prepare_new_pictures

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]
TURNED = 6  # clockwise, by a quarter


def of_version_2(content=None):
    """A picture as 0.2.0 left it: the row does not know whether it is plain, and its sizes told what it told."""
    image = ImageFactory(file__filename="foto.jpg")
    image.file.storage.delete(image.file.name)
    content = content or encoded(photo(), "JPEG", exif=exif(orientation=TURNED))
    image.file.storage.save(image.file.name, upload(content, "foto.jpg"))
    CustomImage.objects.update(is_plain=False, width=60, height=40)
    return CustomImage.objects.get()


def test_an_original_loses_its_position_and_is_turned_upright():
    of_version_2()
    assert prepare_new_pictures() == 1  # the tests' worker does it at once
    image = CustomImage.objects.get()
    with Image.open(image.file) as picture:
        assert (dict(picture.getexif()), picture.size) == ({}, (40, 60))
    assert (image.width, image.height, image.file_size) == (40, 60, image.file.size)


def test_its_sizes_are_made_again():
    before = of_version_2()
    old = before.get_rendition("width-400|format-jpeg")
    assert "exif" in Image.open(old.file).info
    prepare_new_pictures()
    made = CustomImage.objects.get().renditions.all()
    assert {size.filter_spec for size in made} == set(SPECS)
    assert [size for size in made if "exif" in Image.open(size.file).info] == []


def test_the_old_file_is_gone_and_no_other():
    before = of_version_2()
    prepare_new_pictures()
    after = CustomImage.objects.get()
    assert after.file.storage.listdir("original_images")[1] == [after.file.name.split("/")[-1]]
    assert after.file.name != before.file.name


def test_it_happens_once():
    of_version_2()
    assert (prepare_new_pictures(), prepare_new_pictures()) == (1, 0)


@pytest.mark.parametrize("content", [half(encoded(noise(), "JPEG")), b"Geen foto."], ids=["half", "text"])
def test_what_cannot_be_read_is_tried_once_and_kept(content):
    before = of_version_2(content)
    assert (prepare_new_pictures(), prepare_new_pictures()) == (1, 0)
    after = CustomImage.objects.get()
    assert (after.is_broken, after.file.name) == (True, before.file.name)


def test_what_is_uploaded_now_is_plain_already():
    assert ImageFactory().is_plain

"""A picture whose file is gone or cannot be read takes nothing down, and is not tried again and again."""

import pytest
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from PIL import Image
from wagtail.images.views.serve import generate_image_url
from wagtail.models import Collection

from tests import addresses
from tests.factories import (
    ImageFactory,
    NewsPageFactory,
    PactFactory,
    StandardPageFactory,
    home_page,
    site_tree,
)
from tests.pages import look_at, texts
from tests.uploads import encoded, half, noise, photo, upload
from zorgpact.cms.models import CustomImage, Presented
from zorgpact.cms.pictures import SPECS, prepare_new_pictures, prepare_picture, sizes_of
from zorgpact.cms.templatetags import cms_tags
from zorgpact.themes.models import ThemePage

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
NOT_WRITABLE = encoded(
    Image.new("I;16", (60, 40), 40_000), "PNG"
)  # Pillow opens it, and writes no size of it
RUINS = {
    "gone": None,
    "text": b"Dit is geen foto.",
    "half": half(encoded(noise(), "JPEG")),
    "grey of 16 bits": NOT_WRITABLE,
}


def ruin(image, how="gone"):
    """Leave the row as a database of before may have it, with a file that is not good."""
    image.file.storage.delete(image.file.name)
    if RUINS[how] is not None:
        image.file.storage.save(image.file.name, upload(RUINS[how], "foto.jpg"))
    return image


def with_presentation(model: type[Model]) -> list[type[Model]]:
    """The models below this one that have rows."""
    below = [found for child in model.__subclasses__() for found in with_presentation(child)]
    return below if model._meta.abstract else [model, *below]


@pytest.fixture
def showing_a_ruin(request):
    """Everything that can be shown, with one ruined picture everywhere."""
    addresses.create_content()
    image = ImageFactory(file__filename="ruine.jpg")
    for model in with_presentation(Presented):
        model._default_manager.update(cover=image, social_image=image)
    page = StandardPageFactory(title="Met beeld", cover=image)
    page.body = [
        ("image", {"image": image, "is_decorative": False, "alt": "Drie bogen", "caption": "Onderschrift"})
    ]
    page.save()
    home = home_page()
    home.theme = ThemePage.objects.get()
    home.save()
    return ruin(image, request.param)


def answers(client):
    paths = [*addresses.public_paths(), "/met-beeld/", "/zoeken/?q=leren"]
    return {path: client.get(path) for path in paths if path != f"/{addresses.PICTURE}"}


@pytest.mark.parametrize("showing_a_ruin", RUINS, indirect=True)
def test_no_page_is_taken_down_and_each_is_shown_without_it(client, showing_a_ruin):
    before = answers(client)
    prepare_new_pictures()
    after = answers(client)
    found = [*before.items(), *after.items()]
    assert [path for path, answer in found if answer.status_code >= 400] == []
    assert [path for path, answer in after.items() if "ruine" in read(answer)] == []
    assert len([path for path, answer in before.items() if "ruine" in read(answer)]) > 15


def read(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")  # a workbook is no text


def test_a_card_shows_the_arcs_instead(client):
    PactFactory(cover=ruin(ImageFactory()))
    prepare_new_pictures()
    assert len(look_at("/pacten/").select(".card__picture svg")) == 1


def test_a_block_shows_its_caption_alone(client):
    site_tree()
    page = StandardPageFactory(title="Over")
    value = {"image": ruin(ImageFactory()), "is_decorative": True, "alt": "", "caption": "Een werkplaats"}
    page.body = [("image", value)]
    page.save()
    prepare_new_pictures()
    shown = look_at("/over/")
    assert (texts(shown, "figure.picture"), shown.select("main img")) == (["Een werkplaats"], [])


def test_nothing_goes_with_a_shared_link():
    image = ruin(ImageFactory())
    prepare_new_pictures()
    page = NewsPageFactory(cover=CustomImage.objects.get(pk=image.pk))
    assert (cms_tags.sharing_image(page), "image" in cms_tags.article_data(page)) == ("", False)


# --- One size ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", RUINS)
def test_a_size_that_cannot_be_made_is_not_found_and_that_is_not_kept(client, how):
    image = ruin(ImageFactory(), how)
    response = client.get(generate_image_url(image, SPECS[-1]))
    assert (response.status_code, response["Cache-Control"]) == (404, NEVER)


def test_a_size_whose_own_file_is_gone_is_not_found(client):
    image = ImageFactory()
    size = image.get_rendition(SPECS[0])
    size.file.storage.delete(size.file.name)
    assert client.get(generate_image_url(image, SPECS[0])).status_code == 404


def test_a_size_of_a_picture_that_was_removed_is_not_found(client):
    image = ImageFactory()
    url = generate_image_url(image, SPECS[0])
    image.delete()
    assert client.get(url).status_code == 404


# --- What is remembered -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", RUINS)
def test_a_broken_picture_is_tried_once(how):
    image = ruin(ImageFactory(), how)
    assert (prepare_new_pictures(), prepare_new_pictures()) == (1, 0)
    image = CustomImage.objects.get()
    assert (image.is_broken, sizes_of(image, SPECS), image.renditions.count()) == (True, [], 0)


def test_what_fails_for_another_reason_than_the_picture_is_tried_again(monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No space left on device")

    image = ImageFactory()
    with monkeypatch.context() as patch:
        patch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
        with pytest.raises(OSError, match="No space"), transaction.atomic():
            prepare_picture.call(image.pk)
    assert prepare_new_pictures() == 1
    assert image.renditions.count() == len(SPECS)


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


@pytest.fixture(params=RUINS)
def broken(request, eva):
    ruin(ImageFactory(collection=Collection.get_first_root_node(), uploaded_by_user=eva), request.param)
    prepare_new_pictures()
    return CustomImage.objects.get()


def test_a_new_file_makes_a_broken_picture_whole(editor, broken):
    path = reverse("wagtailimages:edit", args=[broken.pk])
    editor.post(path, {"title": "Heel", "file": upload(encoded(photo(), "JPEG"), "heel.jpg")})
    assert not CustomImage.objects.get().is_broken
    assert (prepare_new_pictures(), prepare_new_pictures()) == (1, 0)
    assert broken.renditions.count() == len(SPECS)


def test_a_new_title_does_not_make_it_whole(editor, broken):
    editor.post(reverse("wagtailimages:edit", args=[broken.pk]), {"title": "Nog stuk"})
    image = CustomImage.objects.get()
    assert (image.title, image.is_broken) == ("Nog stuk", True)


@pytest.mark.parametrize("how", RUINS)
def test_editors_can_find_and_open_it(editor, eva, how):
    image = ruin(ImageFactory(collection=Collection.get_first_root_node(), uploaded_by_user=eva), how)
    paths = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages:edit", args=[image.pk]),
    ]
    assert [editor.get(path).status_code for path in paths] == [200, 200, 200]

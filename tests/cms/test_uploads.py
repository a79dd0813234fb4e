"""Pictures are made plain when they are uploaded, by whatever door they come in."""

import pytest
from django.db import transaction
from django.urls import reverse
from PIL import Image, ImageChops
from wagtail.models import Collection

from tests.factories import ImageFactory
from tests.uploads import (
    PROFILE,
    encoded,
    exif,
    frames,
    half,
    noise,
    photo,
    profile_of_green_paper,
    upload,
)
from zorgpact.cms import uploads
from zorgpact.cms.models import CustomImage
from zorgpact.cms.pictures import SPECS
from zorgpact.cms.uploads import TOO_MANY_PIXELS, UNREADABLE, PictureRefused

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]
ADD = reverse("wagtailimages:add")
ADD_MANY = reverse("wagtailimages:add_multiple")
CHOOSE = reverse("wagtailimages_chooser:create")


@pytest.fixture
def editor(eva, signed_in):
    return signed_in(eva)


def saved(content, name="foto.jpg"):
    """The picture as the database has it, saved as a program would."""
    image = CustomImage(title="Proef", file=upload(content, name))
    image.save()
    return CustomImage.objects.get(pk=image.pk)


def stored(image):
    """The file on disk, decoded."""
    with Image.open(image.file.path) as picture:
        picture.load()
        return picture


def facts(image):
    picture = stored(image)
    return picture.format, picture.mode, picture.size


def greys(picture, *places):
    return [picture.convert("L").getpixel(place) for place in places]


def form(content, name="foto.jpg", **fields):
    return {"title": "Proef", "file": upload(content, name), **fields}


# --- What is stored ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "suffix", "mode", "expected"),
    [
        ("JPEG", "jpg", "RGB", ("JPEG", "RGB")),
        ("JPEG", "jpg", "L", ("JPEG", "L")),
        ("JPEG", "jpg", "CMYK", ("JPEG", "RGB")),
        ("PNG", "png", "RGB", ("PNG", "RGB")),
        ("PNG", "png", "1", ("PNG", "L")),
        ("PNG", "png", "P", ("PNG", "RGB")),
        ("PNG", "png", "LA", ("PNG", "RGBA")),
        ("GIF", "gif", "P", ("PNG", "RGB")),
        ("WEBP", "webp", "RGB", ("JPEG", "RGB")),
        ("WEBP", "webp", "RGBA", ("PNG", "RGBA")),
        ("AVIF", "avif", "RGB", ("JPEG", "RGB")),
        ("HEIF", "heic", "RGB", ("JPEG", "RGB")),
        ("HEIF", "heif", "RGB", ("JPEG", "RGB")),
    ],
)
def test_every_kind_is_stored_as_a_plain_jpeg_or_png(kind, suffix, mode, expected):
    source = photo("RGBA" if mode.endswith("A") else "RGB").convert(mode)
    image = saved(encoded(source, kind), f"foto.{suffix}")
    assert facts(image) == (*expected, (60, 40))
    assert image.file.name.endswith(".jpg" if expected[0] == "JPEG" else ".png")
    dark, light = greys(stored(image), (10, 20), (50, 20))
    assert (dark < 20, light > 235) == (True, True)


@pytest.mark.parametrize("name", ["foto.png", "foto"])
def test_the_content_counts_and_not_the_name(name):
    image = saved(encoded(photo(), "JPEG"), name)
    assert (image.file.name, facts(image)[0]) == ("original_images/foto.jpg", "JPEG")


def test_grey_of_16_bits_keeps_its_shades():
    scan = Image.new("I;16", (60, 40), 40_000)
    image = saved(encoded(scan, "PNG"), "scan.png")
    assert (facts(image), stored(image).getextrema()) == (
        ("PNG", "L", (60, 40)),
        (156, 156),
    )  # 40,000 of 65,536


@pytest.mark.parametrize(
    "profile", [b"", b"geen profiel", PROFILE], ids=["none", "no profile", "of a screen"]
)
def test_colours_for_print_become_colours_for_a_screen_whatever_their_profile(profile):
    red = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    image = saved(encoded(red, "JPEG", icc_profile=profile))
    shade = stored(image).getpixel((30, 20))
    assert (shade[0] > 235, max(shade[1:]) < 20) == (True, True)


def test_the_profile_of_a_printer_tells_how_its_colours_look():
    white = Image.new("CMYK", (60, 40), (0, 0, 0, 0))
    image = saved(encoded(white, "JPEG", icc_profile=profile_of_green_paper()))
    red, green, blue = stored(image).getpixel((30, 20))
    assert (green > red + 50, green > blue + 50) == (True, True)
    assert "icc_profile" not in stored(image).info


def test_every_size_can_be_made_of_grey_of_16_bits():
    image = saved(encoded(Image.new("I;16", (60, 40), 40_000), "PNG"), "scan.png")
    assert set(image.get_renditions(*SPECS)) == set(SPECS)


def test_a_photo_is_turned_as_the_camera_was_held():
    image = saved(encoded(photo(), "JPEG", exif=exif(orientation=6)))
    assert ((image.width, image.height), stored(image).size) == ((40, 60), (40, 60))
    top, bottom = greys(stored(image), (20, 10), (20, 50))
    assert (top < 20, bottom > 235) == (True, True)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("HEIF", "a.heic")]
)
def test_nothing_tells_where_and_with_what_a_photo_was_made(kind, name):
    content = encoded(photo(size=(900, 700)), kind, exif=exif())
    assert b"Proefcamera" in content
    image = saved(content, name)
    sizes = image.get_renditions(*SPECS).values()
    for file in [image.file, *(size.file for size in sizes)]:
        with Image.open(file.path) as picture:
            assert dict(picture.getexif()) == {}
        with open(file.path, "rb") as raw:
            assert b"Proefcamera" not in raw.read()


def test_a_comment_and_xmp_are_left_out():
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Thuisadres</x:xmpmeta>"
    content = encoded(photo(), "JPEG", comment=b"Van Anna", xmp=xmp)
    image = saved(content)
    with open(image.file.path, "rb") as raw:
        kept = raw.read()
    assert [word in content for word in (b"Van Anna", b"Thuisadres")] == [True, True]
    assert [word in kept for word in (b"Van Anna", b"Thuisadres")] == [False, False]


def test_what_is_hidden_behind_a_picture_is_left_out():
    image = saved(encoded(photo(), "JPEG") + b"<script>alert(1)</script>")
    with open(image.file.path, "rb") as raw:
        assert b"script" not in raw.read()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_the_colour_profile_is_kept(kind, name):
    assert stored(saved(encoded(photo(), kind, icc_profile=PROFILE), name)).info["icc_profile"] == PROFILE


def test_a_profile_of_other_colours_is_left_out():
    image = saved(encoded(photo("L"), "JPEG", icc_profile=PROFILE))
    assert "icc_profile" not in stored(image).info


@pytest.mark.parametrize(
    ("kind", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png"), ("AVIF", "a.avif")]
)
def test_of_an_animation_the_first_frame_is_kept(kind, name):
    picture = stored(saved(encoded(photo(), kind, **frames()), name))
    assert getattr(picture, "n_frames", 1) == 1
    assert ImageChops.difference(picture.convert("L"), photo("L")).getextrema()[1] < 40


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg")])
def test_a_picture_of_30_megapixels_is_scaled_down(kind, name):
    image = saved(encoded(Image.new("L", (6000, 5000), 200), kind), name)
    assert (image.width, image.height) == stored(image).size == (3000, 2500)


def test_a_picture_of_25_megapixels_is_left_as_large_as_it_is(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60 * 40
    assert facts(saved(encoded(photo(), "JPEG"))) == ("JPEG", "RGB", (60, 40))


def test_the_size_and_digest_are_those_of_what_is_stored():
    image = CustomImage(
        title="Proef", file=upload(encoded(photo(), "HEIF"), "a.heic"), file_size=1, file_hash="x"
    )
    image.save()
    size, digest = image.file_size, image.file_hash
    image.file_size, image.file_hash = None, ""
    assert (size, digest) == (image.get_file_size(), image.get_file_hash())


# --- What is refused --------------------------------------------------------------------------------------

BROKEN = {
    "half.jpg": half(encoded(noise(), "JPEG")),
    "half.png": half(encoded(noise(), "PNG")),
    "half.gif": half(encoded(noise(), "GIF")),
    "half.webp": half(encoded(noise(), "WEBP")),
    "half.avif": half(encoded(noise(), "AVIF")),
    "half.heic": half(encoded(noise(), "HEIF")),
    "svg.jpg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    "text.jpg": b"Dit is geen foto.",
    "psd.png": b"8BPS\x00\x01" + bytes(200),
    "tiff.jpg": encoded(photo(), "TIFF"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_whole_picture_is_refused_beside_the_field(editor, name):
    answer = editor.post(ADD, form(BROKEN[name], name, description="Blijft staan"))
    assert answer.context["form"].errors == {"file": [UNREADABLE]}
    assert 'value="Blijft staan"' in answer.content.decode()
    assert CustomImage.objects.count() == 0


@pytest.mark.parametrize("name", BROKEN)
def test_several_at_once_are_refused_in_the_same_words(editor, name):
    answer = editor.post(ADD_MANY, {"title": "Proef", "files[]": upload(BROKEN[name], name)})
    assert answer.json() == {"success": False, "error_message": UNREADABLE}


@pytest.mark.parametrize("name", BROKEN)
def test_a_program_that_saves_what_is_no_whole_picture_is_told(name):
    with pytest.raises(PictureRefused, match="beschadigd"), transaction.atomic():
        saved(BROKEN[name], name)
    assert CustomImage.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "name", "options", "most"),
    [
        ("JPEG", "a.jpg", {}, "JPEG"),
        ("JPEG", "a.jpg", {"progressive": True}, "PROGRESSIVE"),
        ("PNG", "a.png", {}, "PNG"),
        ("WEBP", "a.webp", {}, "WEBP"),
        ("HEIF", "a.heic", {}, "HEIF"),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(
    editor, monkeypatch, kind, name, options, most
):
    monkeypatch.setattr(uploads, "MILLION", 60 * 40 - 1)
    monkeypatch.setattr(uploads, "MOST_PIXELS", {most: 1, "JPEG": 1 if most == "JPEG" else 2})
    monkeypatch.setattr(uploads, "reduced", None)  # it does not come so far
    answer = editor.post(ADD, form(encoded(photo(), kind, **options), name))
    assert answer.context["form"].errors == {"file": [TOO_MANY_PIXELS.format(1)]}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("factor", [0.9, 0.4])  # Pillow warns, or refuses
def test_what_pillow_itself_refuses_is_said_too(editor, monkeypatch, factor):
    monkeypatch.setattr(uploads, "MOST_PIXELS", {"JPEG": 0})
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 60 * 40 * factor)
    answer = editor.post(ADD, form(encoded(photo(), "PNG"), "a.png"))
    (error,) = answer.context["form"].errors["file"]
    assert "miljoen pixels. Maak de afbeelding eerst kleiner" in error


def test_200_megapixels_is_the_most_of_all():
    assert (max(uploads.MOST_PIXELS.values()), Image.MAX_IMAGE_PIXELS) == (200, 200_000_000)


def test_a_file_that_is_too_large_is_refused_with_both_sizes(editor, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2048
    answer = editor.post(ADD, form(encoded(noise(), "PNG"), "a.png"))
    (error,) = answer.context["form"].errors["file"]
    assert error.startswith("Dit bestand is te groot (") and error.endswith("2,0\xa0KB.")


def test_another_extension_is_refused(editor):
    answer = editor.post(ADD, form(encoded(photo(), "TIFF"), "a.tiff"))
    (error,) = answer.context["form"].errors["file"]
    assert "avif, gif, heic, heif, jpeg, jpg, png, webp" in error


# --- The doors --------------------------------------------------------------------------------------------


def test_the_form_takes_a_photo_of_a_phone(editor):
    editor.post(ADD, form(encoded(photo(), "HEIF", exif=exif()), "IMG_0042.HEIC"))
    image = CustomImage.objects.get()
    assert (image.file.name, facts(image)[0]) == ("original_images/IMG_0042.jpg", "JPEG")
    assert image.file_size == image.file.size


def test_several_at_once_are_made_plain(editor):
    editor.post(ADD_MANY, {"title": "Proef", "files[]": upload(encoded(photo("CMYK"), "JPEG"), "druk.jpg")})
    assert facts(CustomImage.objects.get()) == ("JPEG", "RGB", (60, 40))


def test_one_of_several_that_still_lacks_something_is_made_plain_afterwards(editor):
    content = upload(encoded(photo("CMYK"), "JPEG", exif=exif()), "druk.jpg")
    answer = editor.post(ADD_MANY, {"title": "x" * 256, "files[]": content}).json()
    number = answer["uploaded_file_id"]
    path = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    assert editor.post(path, {f"uploaded-image-{number}-title": "Druk"}).json()["success"]
    image = CustomImage.objects.get()
    assert (facts(image), image.file_size) == (("JPEG", "RGB", (60, 40)), image.file.size)


def test_the_chooser_makes_plain(editor):
    content = {
        f"image-chooser-upload-{name}": value
        for name, value in form(encoded(photo(), "GIF"), "a.gif").items()
    }
    assert editor.post(CHOOSE, content).json()["step"] == "chosen"
    assert facts(CustomImage.objects.get())[0] == "PNG"


def edit(editor, image, **fields):
    CustomImage.objects.update(uploaded_by_user=editor.session["_auth_user_id"])
    return editor.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": image.title, **fields})


def test_another_file_for_a_picture_is_made_plain_and_the_old_one_goes(editor):
    image = ImageFactory(collection=Collection.get_first_root_node())
    image.get_rendition(SPECS[0])
    old = image.file.path
    edit(editor, image, file=upload(encoded(photo(), "HEIF"), "nieuw.heic"))
    image = CustomImage.objects.get()
    assert (image.file.name, facts(image)) == ("original_images/nieuw.jpg", ("JPEG", "RGB", (60, 40)))
    assert (image.renditions.count(), image.file.storage.exists(old)) == (0, False)


def test_a_broken_file_for_a_picture_leaves_it_as_it_was(editor):
    image = ImageFactory(collection=Collection.get_first_root_node())
    answer = edit(editor, image, file=upload(BROKEN["half.jpg"], "half.jpg"))
    assert answer.context["form"].errors == {"file": [UNREADABLE]}
    assert facts(CustomImage.objects.get()) == facts(image)


def test_a_new_title_leaves_the_file_alone(editor):
    image = ImageFactory(collection=Collection.get_first_root_node())
    edit(editor, image, title="Anders")
    assert (CustomImage.objects.get().title, CustomImage.objects.get().file) == ("Anders", image.file)


def test_a_lost_file_can_be_uploaded_again_by_the_same_name(editor):
    image = saved(encoded(photo(), "JPEG"))
    image.get_rendition(SPECS[0])
    image.file.storage.delete(image.file.name)
    edit(editor, image, file=upload(encoded(photo(), "JPEG"), "foto.jpg"))
    image = CustomImage.objects.get()
    assert (image.file.name, facts(image)[0]) == ("original_images/foto.jpg", "JPEG")
    assert image.renditions.count() == 0


@pytest.mark.parametrize("path", [ADD, ADD_MANY, reverse("wagtailimages_chooser:choose")])
def test_the_form_tells_what_it_takes(editor, path):
    page = editor.get(path).content.decode()
    assert "Een avif, gif, heic, heif, jpeg, jpg, png of webp van ten hoogste 15,0" in page
    assert "image/*, image/heic, image/avif" in page

import re
from pathlib import Path

import pytest

from tests.factories import ImageFactory, PactFactory
from tests.pages import look_at
from zorgpact.cms.models import Rendition
from zorgpact.cms.pictures import SPECS, prepare_new_pictures, prepare_picture, sizes_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tasks_at_once")]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def specs_of(image):
    return set(image.renditions.values_list("filter_spec", flat=True))


def test_a_new_picture_gets_every_size_before_a_visitor_asks(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = ImageFactory()
    assert prepare_new_pictures() == 1  # the tests' worker does it at once
    assert specs_of(image) == set(SPECS)


def test_a_picture_that_is_ready_is_left_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ImageFactory()
    prepare_new_pictures()
    assert prepare_new_pictures() == 0


def test_a_picture_that_is_gone_needs_nothing():
    assert prepare_picture.call(12345) is None


def test_a_picture_is_not_handed_over_twice(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ImageFactory.create_batch(2)
    assert (prepare_new_pictures(), prepare_new_pictures()) == (2, 0)


def test_a_picture_of_which_one_size_was_asked_for_still_gets_the_others():
    image = ImageFactory()
    image.get_rendition(SPECS[-1])
    assert prepare_new_pictures() == 1


def test_a_list_of_new_pictures_makes_none_itself(client):
    for _ in range(12):
        PactFactory(cover=ImageFactory())
    page = look_at("/pacten/")
    assert (len(page.select(".card img")), Rendition.objects.count()) == (12, 0)


def test_the_page_of_a_new_picture_makes_none_itself(client):
    look_at(PactFactory(cover=ImageFactory()).get_absolute_url())
    assert Rendition.objects.count() == 0


def test_each_size_that_a_page_lacks_is_made_when_a_browser_asks_for_it(client):
    image = ImageFactory()
    size = sizes_of(image, ["format-webp|width-400"])[0]
    response = client.get(size.url)
    assert (response.status_code, response["Content-Type"], specs_of(image)) == (
        200,
        "image/webp",
        {"format-webp|width-400"},
    )
    (made,) = image.renditions.all()
    assert sizes_of(image, ["format-webp|width-400"]) == [(made.url, made.width, made.height)]
    assert (size.width, size.height) == (made.width, made.height)


def test_nobody_can_have_other_sizes_made(client):
    url = sizes_of(ImageFactory(), ["format-webp|width-400"])[0].url
    assert client.get(url.replace("400", "401")).status_code == 403


def test_a_picture_moved_to_another_point_of_interest_is_not_shown_as_it_was():
    image = ImageFactory()
    old = image.get_rendition("fill-1200x630|format-jpeg")
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 1
    image.save()
    assert sizes_of(image, ["fill-1200x630|format-jpeg"])[0].url != old.url


def test_a_replaced_picture_is_not_shown_as_it_was():
    image = ImageFactory()
    image.get_rendition("width-400|format-jpeg")
    image.renditions.all().delete()  # as Wagtail does when the file changes
    assert sizes_of(image, ["width-400|format-jpeg"])[0].url.startswith("/beelden/")


def test_the_sizes_are_those_that_cards_and_openings_ask_for():
    asked = set()
    for name in (
        "components/_card_cover.html",
        "components/hero.html",
        "blocks/image.html",
        "home/home.html",
    ):
        for specs in re.findall(r'{% picture [\w.]+ "([^"]+)"', (TEMPLATES / name).read_text()):
            asked |= {f"format-{kind}|{spec}" for kind in ("webp", "jpeg") for spec in specs.split()}
    assert asked == set(SPECS[:-1])

import re
from pathlib import Path

import pytest

from tests.factories import ImageFactory
from zorgpact.cms.pictures import SPECS, prepare_new_pictures, prepare_picture

pytestmark = pytest.mark.django_db
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


def test_the_sizes_are_those_that_cards_and_openings_ask_for():
    asked = set()
    for name in ("components/card.html", "components/hero.html", "blocks/image.html", "home/home.html"):
        for kinds, widths in re.findall(
            r"format-\{([a-z,]+)\} width-\{([\d,]+)\}", (TEMPLATES / name).read_text()
        ):
            asked |= {
                f"format-{kind}|width-{width}" for kind in kinds.split(",") for width in widths.split(",")
            }
    assert asked == set(SPECS[:-1])

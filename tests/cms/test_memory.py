"""How much memory a picture takes, at the most: measured in a process of its own."""

import os
import subprocess
import sys

import pytest
from PIL import Image

from tests.cms.test_uploads import saved
from tests.databases import ROOT
from tests.uploads import encoded
from zorgpact.cms.uploads import COPY_PIXELS, COPY_SIDE, reduction

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST = 350  # MB, with the site itself, which takes about 130
MEASURE = """
import re, sys, django
django.setup()
import zorgpact.urls
from io import BytesIO
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from wagtail.images.models import Filter
from zorgpact.cms.models import CustomImage
from zorgpact.cms.pictures import SPECS
folder, name, content = sys.argv[1], sys.argv[2], sys.stdin.buffer.read()
CustomImage._meta.get_field("file").storage = FileSystemStorage(folder)
image = CustomImage(pk=1, title="Proef", collection_id=1)
image.file.save(name, ContentFile(content), save=False)
image.create_rendition = lambda filter: image.generate_rendition_file(filter).size
sizes = image.create_renditions(*map(Filter, SPECS))
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())  # getrusage tells that of the parent as well
print(len(sizes), int(peak[1]) // 1024)
"""


@pytest.mark.parametrize(
    ("kind", "mode", "size", "options"),
    [("PNG", "RGBA", (5000, 5000), {}), ("JPEG", "RGB", (8000, 6000), {"progressive": True})],
)
def test_storing_a_large_picture_and_making_its_sizes_takes_little_memory(
    tmp_path, kind, mode, size, options
):
    content = encoded(Image.new(mode, size, "teal"), kind, **options)
    command = [sys.executable, "-c", MEASURE, str(tmp_path), f"a.{kind.lower()}"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zorgpact.settings"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=content, stdout=subprocess.PIPE, check=True
    )
    count, megabytes = map(int, done.stdout.split())
    assert count == 7
    assert megabytes < MOST


# --- The copy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "factor"), [((3000, 2000), 1), ((5000, 5000), 2), ((6000, 4000), 2), ((12_500, 2000), 1)]
)
def test_a_copy_is_never_too_small_for_a_size(size, factor):
    assert reduction(size, COPY_PIXELS, COPY_SIDE) == factor


def test_the_sizes_of_a_large_picture_show_what_they_should_around_its_point_of_interest():
    picture = Image.new("RGB", (6000, 4000), "white")
    picture.paste("black", (4000, 0, 6000, 4000))
    image = saved(encoded(picture, "JPEG"))
    image.focal_point_x, image.focal_point_y = 5900, 3900
    image.focal_point_width = image.focal_point_height = 20
    image.save()
    sizes = image.get_renditions("width-800|format-jpeg", "fill-300x600|format-jpeg", "max-165x165")
    assert [(size.width, size.height) for size in sizes.values()] == [(800, 533), (300, 600), (165, 110)]
    with Image.open(sizes["fill-300x600|format-jpeg"].file.path) as filled:
        assert filled.convert("L").getpixel((100, 300)) < 60
    with Image.open(sizes["width-800|format-jpeg"].file.path) as whole:
        assert [whole.convert("L").getpixel((x, 300)) > 127 for x in (10, 790)] == [True, False]


def test_the_original_size_is_not_made_from_a_copy():
    image = saved(encoded(Image.new("RGB", (6000, 4000), "white"), "JPEG"))
    assert image.get_rendition("original").width == 6000

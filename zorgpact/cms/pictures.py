"""The sizes of a picture: made by the worker soon after it was uploaded, or one by one as browsers ask for them.

And the originals of version 0.2.0, which kept them as they came: the worker makes them plain.
"""

import logging
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, F, Q
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.images.views.serve import generate_image_url

from zorgpact.cms.models import CustomImage
from zorgpact.cms.uploads import PictureRefused, plain_picture

SPECS = [
    *(f"format-{kind}|width-{width}" for kind in ("webp", "jpeg") for width in (400, 800, 1200)),
    "fill-1200x630|format-jpeg",
]
"""What cards, openings and shared links show (the pictures in templates/components, and `sharing_image`)."""
AT_ONCE = 100
MOST_ATTEMPTS = 3

logger = logging.getLogger(__name__)


class Size(NamedTuple):
    url: str
    width: int
    height: int


filter_of = cache(Filter)


def sizes_of(image: CustomImage, specs: Iterable[str]) -> list[Size]:
    """A size that exists, at its own address; one that does not, at a signed address that makes just that one.

    None at all of a picture whose file is gone or cannot be read. Costs no query when `renditions` were fetched with the
    image.
    """
    if image.is_broken:
        return []
    made = {(size.filter_spec, size.focal_point_key): size for size in image.renditions.all()}
    sizes = []
    for spec in specs:
        rendition = made.get((spec, filter_of(spec=spec).get_cache_key(image)))
        if rendition:
            sizes.append(Size(rendition.url, rendition.width, rendition.height))
        else:
            sizes.append(Size(generate_image_url(image, spec), *expected_size(image, spec)))
    return sizes


def expected_size(image: CustomImage, spec: str) -> tuple[int, int]:
    """Width and height in pixels of `width-…` and `fill-…`; a picture is never enlarged."""
    operation = next(part for part in spec.split("|") if part.startswith(("width-", "fill-")))
    name, _, size = operation.partition("-")
    if name == "fill":
        width, height = map(int, size.split("x"))
        return width, height
    width = min(int(size), image.width)
    return width, round(image.height * width / image.width)


def prepare_new_pictures() -> int:
    """Hand the pictures that lack sizes, or are not plain, to the worker, each once; returns how many. For the scheduler.

    A broken one is left alone until it gets a new file; one that fails for another reason is given up after a few attempts,
    until `try_pictures_again`. What was tried least goes first, and then what is newest: that is what visitors look at.
    """
    made = Count("renditions__filter_spec", filter=Q(renditions__filter_spec__in=SPECS), distinct=True)
    hopeful = CustomImage.objects.filter(is_broken=False, attempts__lt=MOST_ATTEMPTS).exclude(
        pk__in=handed_over()
    )
    lacking = hopeful.alias(made=made).filter(Q(made__lt=len(SPECS)) | Q(is_plain=False))
    pks = list(lacking.order_by("attempts", "-pk").values_list("pk", flat=True)[:AT_ONCE])
    CustomImage.objects.filter(pk__in=pks).update(attempts=F("attempts") + 1)
    return len([prepare_picture.enqueue(pk) for pk in pks])


def try_pictures_again() -> int:
    """Give what was given up another chance, each night: a disk that was full may be mended. Returns how many."""
    return CustomImage.objects.filter(is_broken=False, attempts__gt=0).update(attempts=0)


def handed_over() -> list[int]:
    """The pictures that the worker has to do."""
    results = DBTaskResult.objects.filter(task_path=prepare_picture.module_path)
    unfinished = results.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    return [arguments["args"][0] for arguments in unfinished.values_list("args_kwargs", flat=True)]


@task()
def prepare_picture(pk: int) -> None:
    """Make what is missing, or remember that it cannot be made. Doing it twice changes nothing; a picture that is gone needs
    nothing.
    """
    for image in CustomImage.objects.filter(pk=pk):
        try:
            if not image.is_plain:
                make_plain(image)
            image.get_renditions(*SPECS)
        except (SourceImageIOError, PictureRefused, MemoryError) as error:
            logger.warning("Afbeelding %s (%s) is weg of onleesbaar: %s", image.pk, image.file.name, error)
            image.is_broken = True
            image.renditions.all().delete()
        image.attempts = 0
        image.save(update_fields=["is_broken", "attempts"])


def make_plain(image: CustomImage) -> None:
    """Store an original of version 0.2.0 again, without what tells where and by whom it was made; its sizes told it as well.

    Raises PictureRefused, and SourceImageIOError when it is gone.
    """
    storage, old_name = image.file.storage, image.file.name
    with image.open_file() as original:
        plain = plain_picture(original, PurePath(old_name).name)
    image.file.save(old_name, plain, save=False)
    with transaction.atomic():
        image.save(
            update_fields=["file", "file_size", "file_hash", "width", "height", "is_broken", "is_plain"]
        )
        image.renditions.all().delete()
    storage.delete(old_name)

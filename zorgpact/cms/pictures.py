"""Making the sizes of new pictures before a visitor asks for them: the first would wait some seconds."""

from django.db.models import Exists, OuterRef
from django_tasks import task

from zorgpact.cms.models import CustomImage, Rendition

SPECS = [
    *(f"format-{kind}|width-{width}" for kind in ("webp", "jpeg") for width in (400, 800, 1200)),
    "fill-1200x630|format-jpeg",
]
"""What cards, openings and shared links show (the pictures in templates/components, and `sharing_image`)."""
AT_ONCE = 100


def prepare_new_pictures() -> int:
    """Hand the pictures that lack sizes to the worker; returns how many. For the scheduler."""
    made = Rendition.objects.filter(image=OuterRef("pk"), filter_spec=SPECS[-1])
    new = CustomImage.objects.filter(~Exists(made)).values_list("pk", flat=True)[:AT_ONCE]
    return len([prepare_picture.enqueue(pk) for pk in new])


@task()
def prepare_picture(pk: int) -> None:
    """Make what is missing. Doing it twice changes nothing; a picture that is gone needs nothing."""
    for image in CustomImage.objects.filter(pk=pk):
        image.get_renditions(*SPECS)

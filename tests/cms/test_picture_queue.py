"""What waits for the worker: each picture once, a few times at most, and none in the way of another."""

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories import ImageFactory
from tests.uploads import encoded, photo, upload
from zorgpact.cms.models import CustomImage
from zorgpact.cms.pictures import (
    MOST_ATTEMPTS,
    SPECS,
    prepare_new_pictures,
    prepare_picture,
    try_pictures_again,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def queued(settings):
    """Tasks wait for a worker, which a test is itself."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def full_disk(monkeypatch):
    def fail(*arguments, **options):
        raise OSError("No space left on device")

    monkeypatch.setattr("wagtail.images.models.AbstractImage.create_rendition", fail)


def tasks():
    """Those of pictures: Wagtail has others."""
    return DBTaskResult.objects.filter(task_path=prepare_picture.module_path)


def work() -> None:
    """Do what is queued, as the worker does."""
    for task in tasks().ready():
        task.claim("worker")
        try:
            task.set_successful(prepare_picture.call(*task.args_kwargs["args"]))
        except Exception as error:  # as a worker does
            task.set_failed(error)


def broken(count):
    """Rows whose files are gone."""
    image = ImageFactory.build(file=None)
    rows = [
        CustomImage(title=image.title, file=f"weg-{number}.jpg", width=60, height=40, is_plain=True)
        for number in range(count)
    ]
    return CustomImage.objects.bulk_create(rows)


def test_with_105_broken_ones_a_good_one_is_made_at_once(queued):
    broken(60)
    good = ImageFactory()
    broken(45)
    assert prepare_new_pictures() == 100
    work()
    assert good.renditions.count() == len(SPECS)


def test_broken_ones_cost_one_task_each(queued):
    broken(3)
    for _ in range(16):
        prepare_new_pictures()
        work()
    assert tasks().count() == 3


def test_what_fails_for_another_reason_is_given_up_after_a_few_attempts(queued, full_disk):
    ImageFactory()
    for _ in range(16):
        prepare_new_pictures()
        work()
    assert tasks().failed().count() == tasks().count() == MOST_ATTEMPTS
    assert CustomImage.objects.get().is_broken is False


def test_what_was_tried_before_waits_for_what_is_new(queued, full_disk, monkeypatch):
    monkeypatch.setattr("zorgpact.cms.pictures.AT_ONCE", 1)
    old = ImageFactory()
    prepare_new_pictures()
    work()
    new = ImageFactory()
    prepare_new_pictures()
    assert list(tasks().ready().values_list("args_kwargs__args", flat=True)) == [[new.pk]]
    assert CustomImage.objects.get(pk=old.pk).attempts == 1


def test_what_was_given_up_gets_another_chance_each_night_and_with_a_new_file(queued):
    images = [ImageFactory(), ImageFactory()]
    CustomImage.objects.update(attempts=MOST_ATTEMPTS)
    assert prepare_new_pictures() == 0
    changed = CustomImage.objects.get(pk=images[0].pk)
    changed.file = upload(encoded(photo(), "JPEG"), "nieuw.jpg")
    changed.save()
    assert prepare_new_pictures() == 1
    assert try_pictures_again() == 2
    work()
    assert prepare_new_pictures() == 1


def test_what_went_well_counts_for_nothing(queued):
    image = ImageFactory()
    for _ in range(MOST_ATTEMPTS + 1):
        assert prepare_new_pictures() == 1
        work()
        image.renditions.all().delete()  # as when its point of interest moves

"""Tasks of a worker that was killed: they would be 'running' for ever, for nobody else looks at them.

Every task here takes seconds and may be done twice, so one that has run for ten minutes lost its worker. It is put back a few
times: what kills each worker that takes it is given up, as failed.
"""

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

LONGEST = timedelta(minutes=10)
MOST_WORKERS = 3  # each that begins a task adds its name to it


class WorkersKilled(Exception):
    """Every worker that began this task ended before it was done."""


def put_back_lost_tasks() -> int:
    """Returns how many were lost. For the scheduler."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST)
    return sum(put_back(task) for task in lost)


def put_back(task: DBTaskResult) -> bool:
    """Whether it was still lost: not done, and not taken again since it was read."""
    changes: dict[str, Any] = {"status": TaskResultStatus.READY, "started_at": None}
    if len(task.worker_ids) >= MOST_WORKERS:
        changes = {
            "status": TaskResultStatus.FAILED,
            "finished_at": timezone.now(),
            "exception_class_path": f"{WorkersKilled.__module__}.{WorkersKilled.__qualname__}",
            "traceback": str(WorkersKilled.__doc__),
        }
    as_read = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    is_changed = as_read.update(**changes) == 1
    if is_changed:
        logger.warning("Taak %s (%s) verloor zijn verwerker: %s", task.pk, task.task_path, changes["status"])
    return is_changed

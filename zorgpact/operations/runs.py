"""Running the jobs of the clock so that it can be seen, and once when two schedulers run."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from zorgpact.operations.models import JobRun
from zorgpact.operations.scheduling import Job, run_job

SLACK = 0.9  # of the interval: a scheduler is never exactly in time


def run_once(job: Job) -> bool:
    """Run it, unless another scheduler began it within its interval. A failure is logged and noted.

    Whether it went well.
    """
    return run_job(Job(job.name, job.interval, partial(run_claimed, job)))


def run_claimed(job: Job) -> None:
    if not claim(job):
        return
    error = ""
    try:
        job.run()
    except Exception as failure:
        error = type(failure).__name__
        raise
    finally:
        JobRun.objects.filter(name=job.name).update(ended_at=timezone.now(), error=error)


def claim(job: Job) -> bool:
    """Begin this job, as the only one of all schedulers."""
    now = timezone.now()
    JobRun.objects.get_or_create(name=job.name, defaults={"interval": job.interval})
    free = JobRun.objects.filter(name=job.name, began_at=None) | JobRun.objects.filter(
        name=job.name, began_at__lte=now - timedelta(seconds=job.interval * SLACK)
    )
    return free.update(began_at=now, interval=job.interval) == 1

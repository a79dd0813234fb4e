"""A loop that runs jobs at intervals. One process runs it, beside the web server and the worker."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import close_old_connections

logger = logging.getLogger(__name__)

LONGEST_NAP = 0.5  # seconds: how long a request to stop may have to wait
PAUSE = 30  # seconds before a job that failed is tried again, if its interval is shorter


@dataclass(frozen=True)
class Job:
    """Something to do every `interval` seconds, counted from when it was last begun."""

    name: str
    interval: float
    run: Callable[[], object]


class Scheduler:
    """Runs each job at once, then at its interval, one after another. A failing job is logged and kept."""

    def __init__(
        self,
        jobs: Iterable[Job],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        run: Callable[[Job], bool] | None = None,
    ) -> None:
        self.run = run or run_job
        self.clock = clock
        self.sleep = sleep
        self.due_at = dict.fromkeys(jobs, clock())
        self.is_stopping = False

    def stop(self) -> None:
        """Safe to call from a signal handler: the job that runs is finished, no other one is begun."""
        self.is_stopping = True

    def run_forever(self) -> None:
        while not self.is_stopping:
            self.run_due()
            if not self.is_stopping:
                self.sleep(max(0.0, min(LONGEST_NAP, min(self.due_at.values()) - self.clock())))

    def run_due(self) -> None:
        for job, due_at in self.due_at.items():
            now = self.clock()
            if due_at <= now and not self.is_stopping:
                went_well = self.run(job)
                self.due_at[job] = now + (job.interval if went_well else max(job.interval, PAUSE))


def run_job(job: Job) -> bool:
    """Whether it went well."""
    close_old_connections()
    try:
        job.run()
    except Exception:
        logger.exception("De taak %s is mislukt", job.name)
        return False
    finally:
        close_old_connections()
    return True

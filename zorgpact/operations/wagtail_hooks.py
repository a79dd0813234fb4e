"""The start of the admin tells whether the site runs by itself."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from zorgpact.operations.health import oldest_task
from zorgpact.operations.models import LATE, JobRun
from zorgpact.operations.schedule import JOBS, MAIL_JOBS
from zorgpact.outbox.holding import held_mail


class RunningPanel(Component):
    """When each job ran last. What is late or failed stands on top, in red."""

    name = "running"
    order = 300
    template_name = "operations/admin/running.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        runs = list(JobRun.objects.filter(name__in=[job.name for job in [*JOBS, *MAIL_JOBS]]))
        ran = {run.name for run in runs}
        return {
            "runs": runs,
            "wrong": [run for run in runs if run.is_late() or run.error],
            "is_silent": ran.isdisjoint(job.name for job in JOBS),
            "is_mailer_silent": ran.isdisjoint(job.name for job in MAIL_JOBS),
            "waiting": waiting_since(),
        }


def waiting_since() -> timedelta | None:
    """How long the worker has left the oldest task that is due; None when it keeps up."""
    waited = timedelta(seconds=oldest_task())
    return waited if waited > LATE else None


class HeldMailPanel(Component):
    """After a restore, until somebody decides about the mail of before."""

    name = "held_mail"
    order = 290
    template_name = "operations/admin/held_mail.html"

    def __init__(self, held: int) -> None:
        self.held = held

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"held": self.held}


@hooks.register("construct_homepage_panels")
def add_held_mail(request: HttpRequest, panels: list[Any]) -> None:
    if held := held_mail():
        panels.append(HeldMailPanel(held))


@hooks.register("construct_homepage_panels")
def add_running(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(RunningPanel())

"""Whether a process lives, and whether it can serve: for whatever starts, stops and divides the traffic.

Answered before anything else, so by any host name and without https.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zorgpact.outbox.holding import outboxes


class HealthMiddleware:
    """/livez: this process answers, without asking the database. /readyz: it can serve visitors, or 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/livez":
            return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        if request.path_info == "/readyz":
            state = readiness()
            status = 200 if state["ready"] else 503
            return JsonResponse(state, status=status, headers={"Cache-Control": "no-store"})
        return self.get_response(request)


def readiness() -> dict[str, Any]:
    """The database answers and has all tables. How long mail and tasks wait is told, and makes nobody unready: other
    processes do that work.
    """
    try:
        connection.ensure_connection()
        is_migrated = has_all_migrations()
        waiting = {"mail": oldest_mail(), "tasks": oldest_task()} if is_migrated else {}
    except DatabaseError:
        return {"ready": False, "database": False}
    return {"ready": is_migrated, "database": True, "migrated": is_migrated, "oldest_seconds": waiting}


def has_all_migrations() -> bool:
    """Once they are there, they stay."""
    if not _is_migrated():
        _is_migrated.cache_clear()
        return False
    return True


@cache
def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def oldest_mail() -> int:
    """For how many seconds the mail that is due longest has been due."""
    waiting = [mails.due().aggregate(first=Min("due_at"))["first"] for mails in outboxes()]
    return max(map(seconds_since, waiting))


def oldest_task() -> int:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return seconds_since(ready.aggregate(first=Min("enqueued_at"))["first"])


def seconds_since(moment: Any) -> int:
    return max(0, int((timezone.now() - moment).total_seconds())) if moment else 0

"""What processes say, to stderr, where every process manager looks: as lines for people, or as JSON for a machine.

Logs are kept longer and read by more people than the site: they name no mail address and no personal link.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from zorgpact.outbox.masking import mask


class JsonFormatter(logging.Formatter):
    """One object per line. Of an error its kind and its place; what it says may quote what a visitor typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask(record.getMessage()),
        }
        if hasattr(record, "status_code"):  # Django's own lines about requests
            line["status"] = record.status_code
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = self.places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)

    @staticmethod
    def places(traceback: Any) -> list[str]:
        """Where it went wrong, the outermost call first."""
        found = []
        while traceback:
            code = traceback.tb_frame.f_code
            found.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
            traceback = traceback.tb_next
        return found


def logging_in(form: str) -> dict[str, Any]:
    """Django's LOGGING, in this form: `plain` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "zorgpact.outbox.masking.MaskingFormatter",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            },
            "json": {"()": "zorgpact.operations.logs.JsonFormatter"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form},
            "errors": {"class": "logging.StreamHandler", "formatter": form, "level": "ERROR"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            # The worker sets their level itself, and would give two lines for every task.
            "django_tasks": {"handlers": ["errors"], "propagate": False},
            "django_tasks_db": {"handlers": ["errors"], "propagate": False},
        },
    }

"""The site without the lock on the event row: what tests/events/test_race.py must see oversell. Exists only
for that.

Between counting and writing it waits a while, so that other workers count as well.
"""

import time
from contextlib import contextmanager

from zorgpact.wsgi import application  # first, for it sets up Django

# isort: split
from django.db import connection

from events import registration
from events.models import Event

__all__ = ["application"]

PAUSE = 0.6  # seconds: long beside what a request takes on a busy machine


def pause_before_insert(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "events_registration"'):
        time.sleep(PAUSE)
    return execute(sql, params, many, context)


@contextmanager
def unlocked_event(event_id):
    with connection.execute_wrapper(pause_before_insert):
        yield Event.objects.get(pk=event_id)


registration.locked_event = unlocked_event

"""When the jobs of the clock ran: two schedulers share it, and the admin shows it."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

LATE = timedelta(minutes=5)


class JobRun(models.Model):
    """The last run of one job."""

    name = models.CharField("taak", max_length=80, unique=True)
    interval = models.FloatField(default=0)
    """Seconds."""
    began_at = models.DateTimeField("begonnen", null=True)
    ended_at = models.DateTimeField("klaar", null=True)
    error = models.CharField("fout", max_length=80, blank=True)

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["interval", "name"]
        verbose_name = "taak van de planner"
        verbose_name_plural = "taken van de planner"

    def __str__(self) -> str:
        return self.name

    def is_late(self, now: datetime | None = None) -> bool:
        """Whether it should have ended five minutes ago and has not."""
        due = (self.ended_at or self.began_at or timezone.now()) + timedelta(seconds=self.interval)
        return due + LATE < (now or timezone.now())

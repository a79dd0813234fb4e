"""How often somebody did something that has a limit. Who it was, is not to be read from it."""

from django.db import models


class Count(models.Model):
    """What was counted of one thing, by one person or place, in one stretch of time."""

    key = models.CharField(max_length=64, primary_key=True)
    """An HMAC of what, who and when: see `zorgpact.limits.counting`."""
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "telling"
        verbose_name_plural = "tellingen"

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.number}"

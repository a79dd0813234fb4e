"""A table that left an address, to hear what comes of its points. The address itself is a follower's: see `zorgpact.agenda`."""

from django.db import models
from django.utils import timezone

from zorgpact.dialogue.models.rooms import Table
from zorgpact.outbox.models import OutgoingMail, PersonalLink


class TableListener(models.Model):
    """Who follows, for a table, the actions that are made of its points. When the follower is erased, so is this."""

    table = models.OneToOneField(Table, on_delete=models.CASCADE, related_name="listener")
    follower = models.ForeignKey("agenda.Follower", on_delete=models.CASCADE, related_name="tables")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    actions = models.ManyToManyField("agenda.Action", blank=True, related_name="+")
    """Those that it was made to follow once: who stops with one is not made to follow it again."""

    is_seen = False
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "adres van een tafel"
        verbose_name_plural = "adressen van tafels"

    def __str__(self) -> str:
        return f"Adres van {self.table}"


class ListenerMail(OutgoingMail):
    """The question whether this mailbox wants to hear of a table."""

    listener = models.ForeignKey(TableListener, on_delete=models.CASCADE, related_name="mails")


class ListenerLink(PersonalLink):
    class Purpose(models.TextChoices):
        LISTEN = "listen", "horen wat ervan komt"

    listener = models.ForeignKey(TableListener, on_delete=models.CASCADE, related_name="links")

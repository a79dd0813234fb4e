"""What is owed to people with an account by mail, and the links that they get: to choose a password."""

from django.conf import settings
from django.db import models

from zorgpact.outbox.models import OutgoingMail, PersonalLink


class AccountMail(OutgoingMail):
    """An invitation, a link to choose a new password, or the news that something of an account changed."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Uitnodiging"
        RESET = "reset", "Nieuw wachtwoord"
        PASSWORD_CHANGED = "password_changed", "Wachtwoord gewijzigd"
        EMAIL_CHANGED = "email_changed", "E-mailadres gewijzigd"
        TOTP_ACTIVATED = "totp_activated", "Codes uit een app staan aan"
        TOTP_DEACTIVATED = "totp_deactivated", "Codes uit een app staan uit"
        WEBAUTHN_ADDED = "webauthn_added", "Toegangssleutel toegevoegd"
        WEBAUTHN_REMOVED = "webauthn_removed", "Toegangssleutel verwijderd"
        RECOVERY_CODES_GENERATED = "recovery_codes_generated", "Nieuwe herstelcodes"
        SECOND_STEP_ERASED = "second_step_erased", "Tweede stap gewist door een beheerder"

    kind = models.CharField(max_length=32, choices=Kind)
    address = models.EmailField()
    """Where it goes. Of a reset: what somebody typed, whether or not we know it."""
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="account_mails"
    )

    class Meta(OutgoingMail.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="reset") | models.Q(user__isnull=False),
                name="account_mail_knows_its_user",
            )
        ]


class AccountLink(PersonalLink):
    """The right to choose the password of an account, once."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", "uitnodiging"
        RESET = "reset", "nieuw wachtwoord"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_links")
    purpose = models.CharField(max_length=12, choices=Purpose)

"""The site's own user model, so that it can grow without a change of table."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower


class User(AbstractUser):
    """A person who logs in: an editor, an organiser or an administrator."""

    email = models.EmailField("e-mailadres")

    is_seen = False

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="Er is al een gebruiker met dit e-mailadres.",
            ),
        ]

    @property
    def is_invited(self) -> bool:
        """Whether the account sleeps until its person chooses a first password."""
        return not self.is_active and not self.has_usable_password()

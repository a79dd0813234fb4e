"""A mail address as people type it."""

from typing import Any

from django import forms

from zorgpact.outbox.addresses import mailbox


class MailboxField(forms.EmailField):
    """Gives the address of the mailbox: two ways to type it are one."""

    def to_python(self, value: Any) -> str:
        return mailbox(super().to_python(value) or "")

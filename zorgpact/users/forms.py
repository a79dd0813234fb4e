"""The form to log in with."""

from typing import Any

from wagtail.admin.forms import auth


class LoginForm(auth.LoginForm):
    """Wagtail's, which gives the password no name of its own: it would read "Password"."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Wachtwoord"

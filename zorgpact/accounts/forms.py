"""What people type to log in and to choose a password. allauth's forms, with our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as step_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput

from zorgpact.accounts import audit
from zorgpact.outbox.addresses import mailbox
from zorgpact.users.models import User

HOW_STRONG = "Minstens twaalf tekens. Niet alleen cijfers, niet je naam of adres, en geen wachtwoord dat veel mensen gebruiken."
DIFFERS = "De twee wachtwoorden zijn niet gelijk."
UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
BROKEN_KEY = "Met deze sleutel lukt het niet. Probeer het opnieuw, of log in met je wachtwoord."


class PlainFields:
    """A placeholder goes away when one types; a label stays."""

    fields: dict[str, forms.Field]
    labels: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)


class LoginForm(PlainFields, allauth_forms.LoginForm):
    labels = {"login": "Gebruikersnaam of e-mailadres", "password": "Wachtwoord"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}


class ConfirmForm(PlainFields, allauth_forms.ReauthenticateForm):
    labels = {"password": "Wachtwoord"}


class ChangePasswordForm(PlainFields, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": "Je wachtwoord van nu",
        "password1": "Nieuw wachtwoord",
        "password2": "Nog een keer het nieuwe wachtwoord",
    }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = HOW_STRONG


class NoticedCode:
    """A wrong code is written down: somebody knows the password."""

    user: User

    def clean_code(self) -> str:
        try:
            return super().clean_code()  # type: ignore[misc]  # of the form that it is mixed into
        except ValidationError:
            audit.record(self.user, audit.SECOND_STEP_FAILED)
            raise


class CodeForm(NoticedCode, PlainFields, step_forms.AuthenticateForm):
    labels = {"code": "Code uit je app, of een herstelcode"}


class ConfirmCodeForm(NoticedCode, PlainFields, step_forms.ReauthenticateForm):
    labels = {"code": "Code uit je app, of een herstelcode"}


class KeyField(forms.JSONField):
    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """What is nested too deep to be read is no key either."""
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(BROKEN_KEY) from error

    def bound_data(self, data: Any, initial: Any) -> str:
        """A key is used once: it is not filled in again."""
        return InvalidJSONInput("")


class UnbreakableKey:
    """What a browser sends as its key may be anything; allauth's own forms fail on some of it."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form that it is mixed into
        except UNREADABLE as error:
            raise ValidationError(BROKEN_KEY) from error


class KeyLoginForm(UnbreakableKey, key_forms.LoginWebAuthnForm):
    credential = KeyField()


class KeyStepForm(UnbreakableKey, key_forms.AuthenticateWebAuthnForm):
    credential = KeyField()


class KeyConfirmForm(UnbreakableKey, key_forms.ReauthenticateWebAuthnForm):
    credential = KeyField()


class NewAppForm(PlainFields, app_forms.ActivateTOTPForm):
    labels = {"code": "Code uit je app"}


class NewKeyForm(PlainFields, key_forms.AddWebAuthnForm):
    credential = KeyField()
    labels = {
        "name": "Naam van de sleutel",
        "passwordless": "Met deze sleutel ook zonder wachtwoord inloggen",
    }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "Zo herken je hem later, bijvoorbeeld: laptop van het werk."
        self.fields[
            "passwordless"
        ].help_text = "Je apparaat vraagt dan om je vinger, je gezicht of je pincode."

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except UNREADABLE as error:
            raise ValidationError(BROKEN_KEY) from error


class AddressForm(forms.Form):
    """Whoever forgot a password says where the link may go."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "autocapitalize": "none"}),
    )

    def clean_email(self) -> str:
        return mailbox(self.cleaned_data["email"])


class PasswordForm(forms.Form):
    """A password, twice."""

    password1 = forms.CharField(
        label="Wachtwoord",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=HOW_STRONG,
    )
    password2 = forms.CharField(
        label="Nog een keer het wachtwoord",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean_password2(self) -> str:
        if self.cleaned_data["password2"] != self.cleaned_data.get(
            "password1", self.cleaned_data["password2"]
        ):
            raise ValidationError(DIFFERS, code="differs")
        return self.cleaned_data["password2"]

"""How one logs in, the same on every site: `zorgpact.settings` takes all of these over."""

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

MFA_ADAPTER = "zorgpact.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "zorgpact.accounts.forms.CodeForm",
    "authenticate_webauthn": "zorgpact.accounts.forms.KeyStepForm",
    "login_webauthn": "zorgpact.accounts.forms.KeyLoginForm",
    "reauthenticate": "zorgpact.accounts.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "zorgpact.accounts.forms.KeyConfirmForm",
    "add_webauthn": "zorgpact.accounts.forms.NewKeyForm",
    "activate_totp": "zorgpact.accounts.forms.NewAppForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Zorgpact"
MFA_TOTP_TOLERANCE = 1  # times half a minute, for clocks that run fast or slow
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}

ACCOUNT_ADAPTER = "zorgpact.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # who reads an address chose the password by a link that was mailed to it
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_FORMS = {
    "login": "zorgpact.accounts.forms.LoginForm",
    "reauthenticate": "zorgpact.accounts.forms.ConfirmForm",
    "change_password": "zorgpact.accounts.forms.ChangePasswordForm",
}
# Counted before a password or code is tried, and not counted when it was right: a congress behind one address gets in.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/15m/ip,10/15m/key",  # a key is a name that was typed, or whose code is asked
    "reset_password": "60/h/ip,3/h/key",
    "reauthenticate": "30/m/user",
}
WAGTAILUSERS_PASSWORD_ENABLED = False  # one is invited, and chooses it oneself
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # allauth does
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # who gets another address could be taken over by it

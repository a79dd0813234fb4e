"""The addresses of accounts. Of allauth's, only those that are used: nobody signs up or manages addresses here."""

from allauth.account import views as account
from allauth.mfa.base import views as step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import path
from django.views.decorators.cache import never_cache

from zorgpact.accounts import views

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/sleutel/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/code/", step.authenticate, name="mfa_authenticate"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("geblokkeerd/", never_cache(account.account_inactive), name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bevestigen/code/", step.reauthenticate, name="mfa_reauthenticate"),
    path("bevestigen/sleutel/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/vergeten/", views.account_reset_password, name="account_reset_password"),
    path("wachtwoord/kiezen/<str:token>/", views.choose_password, name="choose_password"),
    path("tweede-stap/", step.index, name="mfa_index"),
    path("tweede-stap/app/", app.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/app/uit/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tweede-stap/herstelcodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("tweede-stap/sleutels/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("tweede-stap/sleutels/nieuw/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("tweede-stap/sleutels/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("tweede-stap/sleutels/<int:pk>/weg/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]

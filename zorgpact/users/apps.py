from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "zorgpact.users"
    verbose_name = "Gebruikers"

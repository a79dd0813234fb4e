from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UsersConfig(AppConfig):
    name = "zorgpact.users"
    verbose_name = "Gebruikers"

    def ready(self) -> None:
        autodiscover_modules("rights", "permission_names")

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "zorgpact.home"
    verbose_name = "Voorpagina"

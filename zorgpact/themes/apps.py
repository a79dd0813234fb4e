from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "zorgpact.themes"
    verbose_name = "Thema's"

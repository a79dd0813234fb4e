from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "zorgpact.demo"
    verbose_name = "Voorbeeldinhoud"

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "zorgpact.limits"
    verbose_name = "Grenzen"

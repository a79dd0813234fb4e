from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "zorgpact.monitoring"
    verbose_name = "Cijfers"

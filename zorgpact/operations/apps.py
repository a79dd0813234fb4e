from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "zorgpact.operations"
    verbose_name = "Draaien van de site"

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "zorgpact.outbox"
    verbose_name = "Postvak uit"

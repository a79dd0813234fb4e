from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "zorgpact.agenda"
    verbose_name = "Actieagenda"

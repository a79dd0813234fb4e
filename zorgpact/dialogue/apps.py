from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "zorgpact.dialogue"
    verbose_name = "Opbrengst van sessies"

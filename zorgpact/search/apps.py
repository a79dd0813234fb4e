from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "zorgpact.search"
    verbose_name = "Zoeken"

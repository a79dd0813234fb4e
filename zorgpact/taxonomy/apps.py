from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "zorgpact.taxonomy"
    verbose_name = "Onderwerpen"

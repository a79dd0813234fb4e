from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "zorgpact.cms"
    verbose_name = "Inhoud"

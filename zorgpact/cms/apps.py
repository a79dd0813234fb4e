from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CmsConfig(AppConfig):
    name = "zorgpact.cms"
    verbose_name = "Inhoud"

    def ready(self) -> None:
        autodiscover_modules("kinds", "deleting", "editions", "former_slugs")

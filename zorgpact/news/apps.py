from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "zorgpact.news"
    verbose_name = "Nieuws"

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "avow.web.publication"
    label = "publication"

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "avow.web.core"
    label = "core"

from django.apps import AppConfig


class LoadsConfig(AppConfig):
    name = "avow.web.loads"
    label = "loads"

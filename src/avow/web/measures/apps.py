from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "avow.web.measures"
    label = "measures"

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "avow.web.surveys"
    label = "surveys"

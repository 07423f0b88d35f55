from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "avow.web.consultation"
    label = "consultation"

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "avow.web.plan"
    label = "plan"

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "avow.web.engagement"
    label = "engagement"

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "avow.web.audit"
    label = "audit"

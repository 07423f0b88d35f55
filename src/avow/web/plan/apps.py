from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "avow.web.plan"
    label = "plan"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.plan.claims import claims

        backing.register(claims)

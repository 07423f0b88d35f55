from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "avow.web.plan"
    label = "plan"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import units, waiting
        from avow.web.plan import beside_units, start_page
        from avow.web.plan.claims import claims

        backing.register(claims)
        units.register("plan", beside_units.beside)
        waiting.register("plan", start_page.waiting)

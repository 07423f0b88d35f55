from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "avow.web.surveys"
    label = "surveys"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import waiting
        from avow.web.surveys import start_page
        from avow.web.surveys.claims import claims

        backing.register(claims)
        waiting.register("surveys", start_page.waiting)

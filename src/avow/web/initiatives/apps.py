from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "avow.web.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import tried, units, waiting
        from avow.web.initiatives import start_page
        from avow.web.initiatives.beside import all_tried, beside
        from avow.web.initiatives.claims import claims

        backing.register(claims)
        waiting.register("initiatives", start_page.waiting)
        units.register("initiatives", beside)
        tried.register("initiatives", all_tried)

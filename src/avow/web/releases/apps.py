from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "avow.web.releases"
    label = "releases"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import waiting
        from avow.web.releases import start_page
        from avow.web.releases.claims import claims

        backing.register(claims)
        waiting.register("releases", start_page.waiting)

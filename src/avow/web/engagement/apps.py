from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "avow.web.engagement"
    label = "engagement"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import waiting
        from avow.web.engagement import start_page
        from avow.web.engagement.claims import claims

        backing.register(claims)
        waiting.register("engagement", start_page.waiting)

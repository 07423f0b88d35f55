from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "avow.web.engagement"
    label = "engagement"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from avow.web.audit import backing
        from avow.web.core import evidence, waiting
        from avow.web.engagement import citing, start_page
        from avow.web.engagement.claims import claims

        backing.register(claims)
        evidence.offer("occasion", _("Meeting held"), citing.occasions_held)
        waiting.register("engagement", start_page.waiting)

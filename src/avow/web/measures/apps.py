from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "avow.web.measures"
    label = "measures"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import published
        from avow.web.measures import public
        from avow.web.measures.claims import claims

        published.register(published.EVIDENCE, public.evidence)
        backing.register(claims)

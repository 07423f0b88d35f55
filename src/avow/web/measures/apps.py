from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "avow.web.measures"
    label = "measures"

    def ready(self) -> None:
        from avow.web.core import published
        from avow.web.measures import public

        published.register(published.EVIDENCE, public.evidence)

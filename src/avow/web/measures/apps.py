from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "avow.web.measures"
    label = "measures"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from avow.web.audit import backing
        from avow.web.core import evidence, published, work
        from avow.web.measures import public
        from avow.web.measures.actions.store_runs import KIND, compute
        from avow.web.measures.claims import claims

        published.register(published.EVIDENCE, public.evidence)
        evidence.register("measures", public.pieces)
        evidence.offer("release", _("Published figures"), public.citable_releases)
        work.register(KIND, compute)
        backing.register(claims)

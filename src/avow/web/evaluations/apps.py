from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "avow.web.evaluations"
    label = "evaluations"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import tried, work
        from avow.web.evaluations import kinds
        from avow.web.evaluations.beside import looks
        from avow.web.evaluations.claims import claims
        from avow.web.evaluations.running import evaluate

        backing.register(claims)
        tried.register_looks("evaluations", looks)
        work.register(kinds.EVALUATE, evaluate)

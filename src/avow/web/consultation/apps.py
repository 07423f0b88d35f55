from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "avow.web.consultation"
    label = "consultation"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.consultation import public, start_page
        from avow.web.consultation.claims import claims
        from avow.web.consultation.response import offered
        from avow.web.core import published, waiting

        published.register(published.ANSWERS, public.answers)
        published.register(published.ASKED, public.asked)
        published.register(published.OPEN, public.open_asks)
        published.register(published.RESPONSES, offered.responses)
        published.register(published.RESPONSE_FILE, offered.response_file)
        backing.register(claims)
        waiting.register("consultation", start_page.waiting)

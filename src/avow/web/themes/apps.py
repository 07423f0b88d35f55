from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "avow.web.themes"
    label = "themes"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import published, waiting, work
        from avow.web.themes import kinds, public, start_page
        from avow.web.themes.claims import claims
        from avow.web.themes.learning import learn
        from avow.web.themes.proposing import propose
        from avow.web.themes.splitting import see_parts

        backing.register(claims)
        published.register(published.RESULTS, public.results)
        waiting.register("themes", start_page.waiting)
        work.register(kinds.PROPOSE, propose)
        work.register(kinds.LEARN, learn)
        work.register(kinds.SPLIT, see_parts)

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "avow.web.profiles"
    label = "profiles"

    def ready(self) -> None:
        from avow.web.audit import backing
        from avow.web.core import units, waiting, work
        from avow.web.profiles import start_page
        from avow.web.profiles.actions.ask_fix import KIND, fix
        from avow.web.profiles.beside_units import beside
        from avow.web.profiles.claims import claims
        from avow.web.profiles.permissions import units_of

        backing.register(claims)
        units.register("profiles", beside)
        units.register_commands("profiles", units_of)
        waiting.register("profiles", start_page.waiting)
        work.register(KIND, fix)

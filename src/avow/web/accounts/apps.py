from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "avow.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from avow.web.accounts import signals  # noqa: F401 — connects the receivers
        from avow.web.accounts.claims import claims
        from avow.web.audit import backing

        backing.register(claims)

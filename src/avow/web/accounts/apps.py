from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "avow.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from avow.web.accounts import signals  # noqa: F401 — connects the receivers

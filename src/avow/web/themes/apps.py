from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "avow.web.themes"
    label = "themes"

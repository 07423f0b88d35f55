from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "avow.web.releases"
    label = "releases"

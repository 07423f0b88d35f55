"""Bring up the site's code from the command line."""

import os


class WebMissingError(RuntimeError):
    """The site's own packages are not installed."""


def setup() -> None:
    """Configure Django with the site's settings.

    Raises:
        WebMissingError: the extra ``avow[web]`` is not installed.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.web.config.settings.base")
    try:
        import django
    except ImportError as error:
        raise WebMissingError("This needs the site: pip install 'avow[web]'.") from error
    django.setup()

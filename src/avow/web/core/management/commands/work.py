"""Do one piece of work that was asked for on a page. The site starts this by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from avow.web.core import work
from avow.web.core.models import Work


class Command(BaseCommand):
    """``python -m django work ID``."""

    help = "Do one piece of work that was asked for on a page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the identifier of the work."""
        parser.add_argument("id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        work.run(Work.objects.get(pk=options["id"]))

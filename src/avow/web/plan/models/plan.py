from typing import ClassVar

from django.db import models

from avow.web.core.records import Record


class Plan(Record):
    """A force's action plan, through all its versions."""

    title = models.CharField(max_length=200)
    force = models.CharField(max_length=120)

    impersonal: ClassVar = ("title", "force")

    def __str__(self) -> str:
        return self.title

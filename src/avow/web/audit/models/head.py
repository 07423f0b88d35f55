from typing import ClassVar

from django.db import models


class Head(models.Model):
    """Number and hash of the last event, sealed with a key that the database does not hold.

    One row. Without it, cutting events off the end would leave a chain that looks whole.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    impersonal: ClassVar = ("id", "number", "hash", "seal")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

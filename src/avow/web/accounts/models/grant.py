from typing import ClassVar

from django.db import models

from avow.web.accounts.models.person import Person
from avow.web.core.records import Personal, Record


class Grant(Record):
    """A person holds a role."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)

    personal: ClassVar = {
        "person": Personal(
            purpose="What a person may do",
            retention="Until the role is taken away; the trace keeps that it was held",
            seen_by="The person, and whoever manages roles",
        )
    }
    impersonal: ClassVar = ("role",)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "role"], name="role_held_once")
        ]

    def __str__(self) -> str:
        return self.role

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from avow.web.accounts.roles import capabilities_of
from avow.web.core.records import Personal, Record


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person; an e-mail address is needed."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


_SIGN_IN = Personal(
    purpose="Signing in, and saying whose act it was",
    retention="Two years after the person left",
    seen_by="The person; whoever sees a record they acted on sees the name",
)


class Person(Record, AbstractBaseUser):
    """Somebody who signs in: staff of the force or a partner."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    personal: ClassVar = {
        "email": _SIGN_IN,
        "name": _SIGN_IN,
        "password": _SIGN_IN,
        "last_login": _SIGN_IN,
    }
    impersonal: ClassVar = ("is_active",)

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> list[str]:
        """Return the names of the roles held, sorted."""
        return sorted(self.grants.values_list("role", flat=True))

    @cached_property
    def capabilities(self) -> frozenset[str]:
        """Return everything the person's roles let them do."""
        return capabilities_of(self.roles)

    def may(self, capability: str) -> bool:
        """Return whether an active person's role carries ``capability``."""
        return self.is_active and capability in self.capabilities

"""The one way to ask whether somebody may: a capability that one of their roles carries.

Each app's `permissions.py` names its own capabilities; nothing is allowed that no role carries.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied


class Capable(Protocol):
    """Anybody who may have capabilities."""

    def may(self, capability: str) -> bool:
        """Return whether one of the person's roles carries ``capability``."""
        ...


def check(person: Any, capability: str) -> None:
    """Raise PermissionDenied unless ``person`` carries ``capability``. Nobody carries none."""
    may = getattr(person, "may", None)
    if may is None or not may(capability):
        raise PermissionDenied(f"This needs a role with “{capability}”.")


View = TypeVar("View", bound=Callable[..., Any])


def requires(*checks: Callable[[Any], None]) -> Callable[[View], View]:
    """Mark a staff view with the permission checks that must pass before it runs.

    `accounts.middleware.DenyByDefault` runs them; a staff view without this mark is refused.
    """

    def mark(view: View) -> View:
        view.avow_checks = checks  # type: ignore[attr-defined]
        return view

    return mark


def anybody_signed_in(person: Any) -> None:
    """Let through whoever is signed in: for the few pages every member of staff has."""
    if not getattr(person, "is_authenticated", False):
        raise PermissionDenied("Sign in first.")

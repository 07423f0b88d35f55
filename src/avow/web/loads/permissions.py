"""Who may see what was loaded."""

from avow.web.core.permissions import Capable, check


def check_read_facts(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see what was loaded and what is missing."""
    check(person, "facts.read")


def sees_exact(person: Capable) -> bool:
    """Return whether ``person`` sees small counts: the force's own staff."""
    return person.may("release.read")

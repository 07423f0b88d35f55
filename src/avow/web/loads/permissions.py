"""Who may see what was loaded."""

from avow.web.core.permissions import Capable, check


def check_read_facts(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see what was loaded and what is missing."""
    check(person, "facts.read")

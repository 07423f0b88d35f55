"""Who may see what was loaded."""

from avow.web.core.permissions import Capable, check


def check_read_facts(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see what was loaded and what is missing.

    It is told in exact counts: what were withheld of a month would be the quarter less the rest.
    """
    check(person, "facts.read")
    check(person, "figure.exact")

"""Who may read the trace."""

from avow.web.core.permissions import Capable, check


def check_read_audit(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may read the trace."""
    check(person, "audit.read")

"""Who may see and keep the engagement plan."""

from avow.web.core.permissions import Capable, check


def check_read_engagement(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see what is planned and was said."""
    check(person, "engagement.read")


def check_edit_engagement(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may plan and record occasions."""
    check(person, "engagement.edit")

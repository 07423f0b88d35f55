"""Who may read, propose and review what is to be published."""

from avow.web.core.permissions import Capable, check


def check_read_releases(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see proposals."""
    check(person, "release.read")


def check_propose(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may propose, revise, withdraw and release."""
    check(person, "release.propose")


def check_review(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may give a verdict on a proposal."""
    check(person, "release.review")

"""Who may read, propose and review what is to be published, and who sees it before."""

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


def sees_exact(person: Capable) -> bool:
    """Return whether ``person`` sees figures before they are protected: the force's own staff.

    Partners work with the force from outside; they see what the public could.
    """
    return person.may("figure.exact")

"""Who may see and keep initiatives, write their assessments, and sign them."""

from avow.web.core.permissions import Capable, check


def check_read_initiatives(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see initiatives and compare groups."""
    check(person, "initiative.read")


def check_edit_initiatives(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may propose initiatives and mark them live."""
    check(person, "initiative.edit")


def check_write_assessments(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may write an assessment."""
    check(person, "assessment.write")


def check_sign_assessments(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may sign an assessment, or send it back."""
    check(person, "assessment.sign")


def sees_exact(person: Capable) -> bool:
    """Return whether ``person`` sees figures before they are protected: the force's own staff.

    Partners work with the force from outside; they see what the public could.
    """
    inside = ("assessment.write", "assessment.sign", "release.read")
    return any(person.may(capability) for capability in inside)

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

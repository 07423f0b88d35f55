"""Who may see evaluations, and plan, register and run them."""

from avow.web.core.permissions import Capable, check


def check_read_evaluations(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see evaluations."""
    check(person, "evaluation.read")


def check_edit_evaluations(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may plan, register and run evaluations."""
    check(person, "evaluation.edit")

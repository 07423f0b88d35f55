"""Who may run measures, and say which of them are evidence."""

from avow.web.core.permissions import Capable, check


def check_read_measures(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may run measures."""
    check(person, "measure.read")


def check_attach_evidence(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may say what is evidence for an action."""
    check(person, "evidence.attach")


def check_store_runs(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may have the runs of every measure made."""
    check(person, "measure.store")

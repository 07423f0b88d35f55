"""Who may read, edit and publish the plan, report on its actions, and say who answers for them."""

from avow.web.core.permissions import Capable, check


def check_read_plan(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may read versions that are not published."""
    check(person, "plan.read")


def check_edit_plan(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may import a plan and edit its draft."""
    check(person, "plan.edit")


def check_publish_plan(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may publish a version."""
    check(person, "plan.publish")


def check_report_progress(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may report on an action."""
    check(person, "progress.report")


def check_assign_actions(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may say who answers for an action."""
    check(person, "action.assign")


def check_remind(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may remind those who have not answered."""
    check(person, "progress.remind")


def assigns_actions(person: Capable) -> bool:
    """Return whether ``person`` says who answers for actions, and so may report on any of them."""
    return person.may("action.assign")


def check_bring_proof(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` reports on actions, or attaches evidence to them."""
    if not person.may("evidence.attach"):
        check(person, "progress.report")


def check_report_units(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` reports on actions, or on the unit they command."""
    if not person.may("progress.report-unit"):
        check(person, "progress.report")

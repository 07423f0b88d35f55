"""Who may read, edit and publish the plan, and report on its actions."""

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

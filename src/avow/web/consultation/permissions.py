"""Who may take in, read, review and answer submissions."""

from avow.web.core.permissions import Capable, check


def check_import_submission(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may take in a submission."""
    check(person, "submission.import")


def check_read_submission(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may read submissions."""
    check(person, "submission.read")


def check_review(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may adopt, correct and reject recommendations."""
    check(person, "recommendation.review")


def check_write_answer(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may write answers."""
    check(person, "answer.write")


def check_publish_answer(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may publish and withdraw answers."""
    check(person, "answer.publish")

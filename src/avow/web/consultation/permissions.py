"""Who may take in, read, review and answer submissions."""

from django.core.exceptions import PermissionDenied

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


def check_sign_off(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may sign off answers that others wrote."""
    check(person, "answer.sign-off")


def check_see_asks(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` reads submissions or signs off the answers."""
    if not (person.may("submission.read") or person.may("answer.sign-off")):
        raise PermissionDenied("This needs a role with “submission.read” or “answer.sign-off”.")


def check_review_reply(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may publish and refuse replies to answers."""
    check(person, "reply.review")

"""Who may build and open surveys, read and take in responses, and read concerns first."""

from avow.web.core.permissions import Capable, check


def check_read_survey(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see surveys and how they go."""
    check(person, "survey.read")


def check_edit_survey(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may build surveys."""
    check(person, "survey.edit")


def check_open_survey(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may make a survey ready or close it."""
    check(person, "survey.open")


def check_read_responses(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may read what people answered."""
    check(person, "response.read")


def check_enter_response(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may type in answers given on paper."""
    check(person, "response.enter")


def check_import_responses(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may import responses from a file."""
    check(person, "response.import")


def check_read_concerns(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` is a trained reader."""
    check(person, "concern.read")


def sees_disclosures(person: Capable) -> bool:
    """Return whether ``person`` may see what a trained reader sees first."""
    return person.may("concern.read")

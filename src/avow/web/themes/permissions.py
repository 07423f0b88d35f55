"""Who may read themes, code answers, and see exact figures."""

from avow.web.core.permissions import Capable, check


def check_read_themes(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may see themes and the answers in them."""
    check(person, "theme.read")


def check_code(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may decide about themes and code answers."""
    check(person, "theme.code")


def check_publish(person: Capable) -> None:
    """Raise PermissionDenied unless ``person`` may publish what people said."""
    check(person, "answer.publish")


def sees_exact(person: Capable) -> bool:
    """Return whether ``person`` sees figures before they are protected: who reads responses."""
    return person.may("response.read")

"""Addresses that go out in messages: they must hold in a process that serves no public page."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from avow.web.consultation.models import Contact

_SALT = "avow.consultation.stop"
# More answers than this would make an address that mail programs cut.
_MOST = 20


def of_answers(asks: Iterable[UUID]) -> str:
    """Return the address of the page that shows these answers; of all answers, if they are many."""
    page = settings.SITE_URL + reverse("answers", urlconf="avow.web.publication.urls")
    wanted = [str(ask) for ask in asks]
    return f"{page}?answer={','.join(wanted)}" if len(wanted) <= _MOST else page


def _intake(name: str, token: str) -> str:
    path = reverse(name, args=[token], urlconf="avow.web.consultation.intake_urls")
    return f"{settings.SITE_URL}/answers{path}"


def to_reply(token: str) -> str:
    """Return the address at which an organisation writes its reply."""
    return _intake("reply", token)


def to_stop(contact: Contact) -> str:
    """Return the address at which somebody asks not to be told any more."""
    return _intake("stop", signing.dumps(str(contact.pk), salt=_SALT))


def contact_of(token: str) -> Contact | None:
    """Return whose stop link holds ``token``; None if it is no such token."""
    try:
        return Contact.objects.filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None

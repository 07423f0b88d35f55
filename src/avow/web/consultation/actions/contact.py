"""Where submitters are told, and what of the outbox a person may do."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import Contact, Message, Submission
from avow.web.consultation.models.contact import (
    ACTIVE,
    FAILED,
    SENDING,
    STOPPED,
    STOPPED_MESSAGE,
    UNREACHABLE,
    WAITING,
)
from avow.web.consultation.permissions import check_import_submission, check_publish_answer
from avow.web.core.states import IllegalMoveError


class NoAddressError(ValueError):
    """What was given is no e-mail address."""


@transaction.atomic
def keep_address(*, by: Person | None, submission: Submission, address: str) -> Contact:
    """Keep, sealed, where those who sent ``submission`` are told; a new address replaces the old.

    ``by`` is None where they leave it themselves on a page of the public.

    Raises:
        NoAddressError: it is no e-mail address.
    """
    if by is not None:
        check_import_submission(by)
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise NoAddressError(
            "This is no e-mail address. Write it like name@example.org."
        ) from error
    contact = Contact.objects.filter(submission=submission).first() or Contact(
        submission=submission
    )
    contact.seal(address)
    contact.state = ACTIVE
    contact.save()
    record(by=by, verb="contact.kept", on=contact, submission=str(submission.pk))
    return contact


@transaction.atomic
def stop_telling(*, contact: Contact) -> Contact:
    """Never write to somebody again: they asked so. Their address and its messages are erased.

    No trace keeps the time at which they did.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    contact.state, contact.address = STOPPED, ""
    contact.save(update_fields=["state", "address"])
    contact.messages.filter(state__in=(WAITING, FAILED)).update(state=STOPPED_MESSAGE)
    contact.messages.update(body="")
    return contact


@transaction.atomic
def mark_unreachable(*, by: Person, message: Message) -> Contact:
    """Say that a message came back: nothing more goes to that address until it is corrected."""
    check_publish_answer(by)
    contact = Contact.objects.select_for_update().get(pk=message.contact_id)
    if contact.state != ACTIVE:
        raise IllegalMoveError("Nothing is sent to this address already.")
    contact.state = UNREACHABLE
    contact.save(update_fields=["state"])
    record(by=by, verb="contact.unreachable", on=contact)
    return contact


@transaction.atomic
def send_again(*, by: Person, message: Message) -> Message:
    """Put a message that did not go out, or not surely, into the outbox again.

    Raises:
        IllegalMoveError: it waits or went out, or nothing may go to its address.
    """
    check_publish_answer(by)
    message = (
        Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message.pk)
    )
    if message.state not in (FAILED, SENDING):
        raise IllegalMoveError("Only what could not be sent is sent again.")
    if message.contact.state != ACTIVE:
        raise IllegalMoveError("Correct the address first: nothing goes to the one that is kept.")
    message.state, message.attempts, message.fault = WAITING, 0, ""
    message.save(update_fields=["state", "attempts", "fault"])
    record(by=by, verb="message.queued-again", on=message)
    return message

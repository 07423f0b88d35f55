"""Queue the messages that tell those who asked: one a submitter, once for each answer.

A message says nothing of what was asked: somebody else may see the phone it comes to.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import addresses, states
from avow.web.consultation.inviting import invite
from avow.web.consultation.models import Answer, Contact, Message, Told
from avow.web.consultation.models.contact import ACTIVE
from avow.web.consultation.models.submission import ORGANISATION


def subject() -> str:
    """Return the subject of every message: it gives nothing away."""
    return _("The news you asked for")


def queue(answers: Iterable[Answer], by: Person) -> list[Message]:
    """Queue one message to each submitter of what ``answers`` answer, in the caller's transaction.

    Whoever was told of an answer before, or asked not to be told, is left out.
    """
    waiting: dict[Contact, list[Answer]] = defaultdict(list)
    for answer in answers:
        contacts = Contact.objects.filter(
            state=ACTIVE,
            submission__recommendations__ask=answer.ask_id,
            submission__recommendations__state=states.ADOPTED,
        ).exclude(told__ask=answer.ask_id)
        for contact in contacts.select_related("submission").defer("submission__text").distinct():
            waiting[contact].append(answer)
    return [_message(contact, told, by) for contact, told in waiting.items()]


def _message(contact: Contact, answers: list[Answer], by: Person) -> Message:
    message = Message(contact=contact, answers=len(answers))
    message.seal(_body(contact, answers, by))
    message.save(force_insert=True)
    Told.objects.bulk_create(
        Told(contact=contact, ask_id=answer.ask_id, message=message) for answer in answers
    )
    return message


def _body(contact: Contact, answers: list[Answer], by: Person) -> str:
    parts = [
        _("Hello,"),
        _("You asked to hear when there is something new. There is now:"),
        addresses.of_answers(answer.ask_id for answer in answers),
        _(
            "This message does not say what it is about, in case somebody else sees it. "
            "The page has a button to leave it quickly."
        ),
    ]
    if contact.submission.kind == ORGANISATION:
        parts += [_("Your organisation may reply. What it writes is shown there too:")]
        parts += [_link(answer, contact.submission.organisation, by) for answer in answers]
    parts += [
        _("We write once about each thing. To get no more messages:"),
        addresses.to_stop(contact),
        _("Nobody reads replies to this message."),
    ]
    return "\n\n".join(parts) + "\n"


def _link(answer: Answer, organisation: str, by: Person) -> str:
    reply, token = invite(by, answer, organisation)
    record(by=by, verb="reply.invited", on=reply, answer=str(answer.pk))
    return addresses.to_reply(token)

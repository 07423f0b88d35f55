"""`avow site post`: send what waits in the outbox."""

import json
from typing import Annotated

import typer

from avow.cli._web import messages, refuse, site

LATER = 3


def post(
    show: Annotated[
        bool, typer.Option("--show", help="Print what waits instead of sending; demo only.")
    ] = False,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",  # noqa: A002
) -> None:
    """Send the messages that wait in the outbox; run it every few minutes.

    What cannot be sent stays there for the next time. Exit code 3: some could not be sent now.

    Example:

      avow site post
    """
    site()
    from django.conf import settings
    from django.utils import timezone

    from avow.web.consultation import posting
    from avow.web.plan import posting as reminders

    reminders.queue_due(timezone.localdate())
    if show:
        if settings.PRODUCTION:
            raise refuse("What is sent to whom is printed in the demo only.")
        _show()
        return
    if settings.PRODUCTION and not settings.MAIL_IS_SET:
        raise refuse("AVOW_MAIL is not set, so nothing was sent and everything waits. Set it.")
    done = posting.post()
    for state in reminders.post():
        done.count(state)
    if format == "json":
        typer.echo(json.dumps(vars(done)))
    else:
        messages.print(
            f"{done.sent} sent, {done.later} to try again, {done.failed} could not be sent."
        )
    if done.later or done.failed:
        raise typer.Exit(LATER)


def _show() -> None:
    from avow.web.consultation.models import Message
    from avow.web.consultation.models.contact import WAITING
    from avow.web.consultation.telling import subject
    from avow.web.plan import posting as reminders

    for message in Message.objects.filter(state=WAITING).select_related("contact"):
        _print(message.contact.unseal(), subject(), message.unseal())
    for reminder in reminders.waiting():
        _print(*reminder)


def _print(address: str, about: str, text: str) -> None:
    typer.echo(f"To: {address}\nSubject: {about}\n\n{text}")

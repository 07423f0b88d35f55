"""What the trace must bear out of profiles: editions fixed, words, replies, commands."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.profiles.models import Command, Edition, Reply, Wording


def claims() -> Iterator[Claim]:
    """Yield what stands in the room, each with the act that led to it."""
    for edition in Edition.objects.exclude(sha256=""):
        yield Claim(
            f"Edition {edition.number} of the profile of {edition.unit} is fixed",
            "profile.fixed",
            str(edition.pk),
            actor=str(edition.fixed_by_id),
            proof={"sha256": edition.sha256, "unit": edition.unit},
        )
    for wording in Wording.objects.all():
        yield Claim(
            f"Wording {wording.number} of {wording.section} stands in a profile",
            "profile.worded",
            str(wording.pk),
            actor=str(wording.written_by_id),
            proof={"unit": wording.unit, "section": wording.section, "number": wording.number},
        )
    for reply in Reply.objects.all():
        yield Claim(
            f"A reply of {reply.unit} stands beside its figures",
            "unit.replied",
            str(reply.pk),
            actor=str(reply.written_by_id),
            proof={"unit": reply.unit, "about": reply.about, "key": reply.key},
        )
    for command in Command.objects.filter(ended_at__isnull=True):
        yield Claim(
            f"Somebody commands {command.unit}",
            "command.assigned",
            str(command.pk),
            undone=("command.ended",),
            actor=str(command.assigned_by_id),
            proof={"person": str(command.person_id), "unit": command.unit},
        )

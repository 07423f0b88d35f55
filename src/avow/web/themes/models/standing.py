import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from avow.web.core.records import Personal
from avow.web.core.sealing import seal, unseal
from avow.web.surveys.models import Answer
from avow.web.themes import states
from avow.web.themes.models.family import Family
from avow.web.themes.models.frame import Frame
from avow.web.themes.models.theme import Theme

_AS_LONG = "As long as the answer"


class Standing(models.Model):
    """Where one answer stands: in a theme, set apart, or unassigned, and who put it there.

    Identical texts share ``text_key`` and stand alike; ``first`` marks one of them, so that people
    and distinct texts can both be counted. ``mark`` tells when the answer was changed.
    ``machine_reason`` is the machine's for setting apart, ``reason`` the one that holds. The rest
    of the machine's and the people's codes are ``Coding``; history is ``Decision``.
    """

    id = models.BigAutoField(primary_key=True)
    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="standings")
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    text_key = models.CharField(max_length=32)
    first = models.BooleanField(default=True)
    place = models.CharField(max_length=10, choices=states.PLACES, default=states.UNASSIGNED)
    by = models.CharField(max_length=7, choices=states.CODERS, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    machine_reason = models.CharField(max_length=40, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    family = models.ForeignKey(
        Family, on_delete=models.SET_NULL, null=True, blank=True, related_name="members"
    )
    sealed_changes = models.TextField(blank=True)

    personal: ClassVar = {
        "text_key": Personal(
            purpose="Finding identical texts", retention=_AS_LONG, seen_by="Nobody: it is compared"
        ),
        "mark": Personal(
            purpose="Noticing that an answer was changed",
            retention=_AS_LONG,
            seen_by="Nobody: it is compared",
        ),
        "sealed_changes": Personal(
            purpose="Showing what somebody changed in a campaign's text",
            retention=_AS_LONG,
            seen_by="Staff who read themes; each reading is recorded",
        ),
    }
    impersonal: ClassVar = (
        "id",
        "frame",
        "answer",
        "first",
        "place",
        "by",
        "reason",
        "machine_reason",
        "confidence",
        "family",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["frame", "place", "by", "first"]),
            models.Index(fields=["frame", "text_key"]),
            models.Index(fields=["frame", "first", "confidence", "id"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place=states.APART, reason__gt="")
                | (~Q(place=states.APART) & Q(reason="")),
                name="set_apart_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(place=states.IN_THEME) | Q(by__in=[states.MACHINE, states.PERSON]),
                name="somebody_put_it_in_a_theme",
            ),
        ]

    def __str__(self) -> str:
        return self.get_place_display()

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What was changed in the family's template, decrypted: ``at``, ``was``, ``now``."""
        if not self.sealed_changes:
            return []
        told: list[dict[str, Any]] = json.loads(unseal(self.sealed_changes, context=self._context))
        return told

    @changes.setter
    def changes(self, told: list[dict[str, Any]]) -> None:
        words = json.dumps(told, ensure_ascii=False)
        self.sealed_changes = seal(words, context=self._context) if told else ""

    @property
    def _context(self) -> str:
        return f"themes.standing.changes:{self.answer_id}"


class Coding(models.Model):
    """One theme of one answer, by the machine (with its confidence) or by people.

    Both are kept beside each other; ``stands`` says which counts: people's, where there are any.
    """

    id = models.BigAutoField(primary_key=True)
    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="codings")
    by = models.CharField(max_length=7, choices=states.CODERS)
    confidence = models.FloatField(null=True, blank=True)
    stands = models.BooleanField(default=True)

    impersonal: ClassVar = ("id", "standing", "theme", "by", "confidence", "stands")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["theme", "stands", "by", "standing"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["standing", "theme", "by"], name="theme_once_for_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(by=states.MACHINE, confidence__isnull=False)
                | Q(by=states.PERSON, confidence__isnull=True),
                name="only_the_machine_has_a_confidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.get_by_display()}"

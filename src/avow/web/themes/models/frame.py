import os
from base64 import b64encode
from typing import Any, ClassVar

from django.db import models

from avow.web.core.records import Record
from avow.web.core.sealing import seal, unseal
from avow.web.surveys.models import Question

PROPOSED = "proposed"
LEARNT = "learnt"
METHODS = (("", "Not yet"), (PROPOSED, "Proposed"), (LEARNT, "Learnt from people"))


class Frame(Record):
    """The coding frame of one free-text question: its themes, and where each answer stands.

    ``secret`` (sealed) keys the fingerprints of texts, so that a copy of the database tells
    nobody whether a text they guess is in it. ``round`` counts the machine's passes;
    ``learnt_from`` says how many texts coded by people the last one learnt from, and
    ``decided_since`` how many were coded after it. ``counts`` are those of ``counting.py``.
    """

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="+")
    secret = models.TextField()
    round = models.PositiveIntegerField(default=0)
    method = models.CharField(max_length=8, choices=METHODS, blank=True)
    learnt_from = models.PositiveIntegerField(default=0)
    decided_since = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    impersonal: ClassVar = (
        "question",
        "secret",
        "round",
        "method",
        "learnt_from",
        "decided_since",
        "looked_at",
        "counts",
    )

    def __str__(self) -> str:
        return str(self.question)

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        if not self.secret and self._state.adding:
            self.secret = seal(b64encode(os.urandom(32)).decode(), context=self._context)

    @property
    def key(self) -> bytes:
        """The key of the fingerprints, decrypted."""
        return unseal(self.secret, context=self._context).encode()

    @property
    def _context(self) -> str:
        return f"themes.frame.secret:{self.pk}"

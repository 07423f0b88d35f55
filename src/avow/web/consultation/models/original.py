import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from avow.analysis.documents import Document
from avow.web.consultation.models.submission import Submission
from avow.web.core.records import Personal, Record
from avow.web.core.sealing import seal_bytes, unseal_bytes


class Original(Record):
    """The file a submission came in, as it was sent, encrypted at rest; it never changes.

    ``sealed`` is the file, ``places`` where each part of the submission's text stands in it.
    Opening either goes through ``actions.open_original``, which leaves a trace.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="original")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    sealed = models.BinaryField()
    places = models.BinaryField()

    personal: ClassVar = {
        "name": Personal(
            purpose="Finding the file it came in",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions",
        ),
        "sealed": Personal(
            purpose="Showing each quote at its place in what was sent",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions; each opening is recorded; encrypted at rest",
        ),
        "places": Personal(
            purpose="Showing each quote at its place in what was sent",
            retention="Ten years after the consultation closed",
            seen_by="Staff who review submissions; encrypted at rest",
        ),
    }
    impersonal: ClassVar = ("submission", "kind", "size", "pages")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="original_is_not_empty")
        ]

    def __str__(self) -> str:
        return self.name

    def hold(self, data: bytes, document: Document) -> None:
        """Take in the file and its map, each sealed for this row and column alone."""
        told = document.to_dict()
        del told["text"]  # the submission has it
        packed = zlib.compress(json.dumps(told).encode(), 6)
        self.size, self.kind, self.pages = len(data), document.kind, document.pages
        self.sealed = seal_bytes(data, context=self._context("sealed"))
        self.places = seal_bytes(packed, context=self._context("places"))

    def file(self) -> bytes:
        """Return the file as it was sent.

        Raises:
            SealError: a wrong key, or the row was tampered with.
        """
        return unseal_bytes(self.sealed, context=self._context("sealed"))

    def document(self, text: str) -> Document:
        """Return the document with its map; ``text`` is the submission's.

        Raises:
            SealError: a wrong key, or the row was tampered with.
        """
        return Document.from_dict({**self._told(), "text": text})

    def around(self, offsets: Iterable[int]) -> Document:
        """Return the document with no text and only the lines that hold these places: quick.

        Raises:
            SealError: a wrong key, or the row was tampered with.
        """
        told = self._told()
        starts = [span[0] for span in told["spans"]]
        needed = {max(0, bisect_right(starts, offset) - 1) for offset in offsets}
        lines = [told["spans"][at] for at in sorted(needed)] if starts else []
        return Document.from_dict({**told, "text": "", "marks": [], "spans": lines})

    def _told(self) -> dict[str, Any]:
        packed = unseal_bytes(self.places, context=self._context("places"))
        told: dict[str, Any] = json.loads(zlib.decompress(packed))
        return told

    def _context(self, column: str) -> str:
        return f"consultation.original.{self.pk}.{column}"

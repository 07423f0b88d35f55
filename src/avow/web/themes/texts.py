"""The words of answers, decrypted for the machine: never kept, never shown from here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from avow.web.surveys.models import Answer
from avow.web.themes.looking import chunks
from avow.web.themes.models import Standing

_READ = 5  # copies of a text that are decrypted, to show it as most people wrote it


def words_of(rows: Sequence[Standing]) -> list[str]:
    """Return the words of the answers that ``rows`` tell of, in their order.

    Few copies of a text are decrypted; all of them get the words that most of these have, so that
    capitals of one person do not stand for everybody. Of what staff may not read there are none.
    """
    copies: dict[str, list[UUID]] = {}
    for row in rows:
        known = copies.setdefault(row.text_key, [])
        if len(known) < _READ:
            known.append(row.answer_id)
    words = {}
    for part in chunks([answer for known in copies.values() for answer in known]):
        readable = Answer.objects.readable().filter(pk__in=part)
        for answer in readable.only("pk", "sealed"):
            words[answer.pk] = answer.text
    usual = {
        key: _usual([words[pk] for pk in known if pk in words]) for key, known in copies.items()
    }
    return [usual[row.text_key] for row in rows]


def _usual(wordings: Sequence[str]) -> str:
    """Return the wording of most; of as many, that with small letters."""
    counted = Counter(wordings)
    return max(counted, key=lambda words: (counted[words], words), default="")


def distinct(rows: Iterable[Standing]) -> list[Standing]:
    """Return the first row of each distinct text."""
    return list({row.text_key: row for row in reversed(list(rows))}.values())[::-1]

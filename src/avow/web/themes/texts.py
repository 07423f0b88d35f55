"""The words of answers, decrypted for the machine: never kept, never shown from here."""

from collections.abc import Iterable, Sequence

from avow.web.surveys.models import Answer
from avow.web.themes.looking import chunks
from avow.web.themes.models import Standing


def words_of(rows: Sequence[Standing]) -> list[str]:
    """Return the words of the answers that ``rows`` tell of, in their order.

    Each distinct text is decrypted once: copies get the words of one of them. Of an answer that
    staff may not read, there are none.
    """
    chosen = {row.text_key: row.answer_id for row in reversed(rows)}
    words = {}
    for part in chunks(list(chosen.values())):
        readable = Answer.objects.readable().filter(pk__in=part)
        for answer in readable.only("pk", "sealed"):
            words[answer.pk] = answer.text
    return [words.get(chosen[row.text_key], "") for row in rows]


def distinct(rows: Iterable[Standing]) -> list[Standing]:
    """Return the first row of each distinct text."""
    return list({row.text_key: row for row in reversed(list(rows))}.values())[::-1]

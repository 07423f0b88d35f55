"""How many of those who answered, in words that always mean the same."""

from avow import definitions


def portion(count: int, total: int) -> str:
    """Return "none", "few", "some", "many", "most" or "all", by the rule in the definitions.

    Too few answers for such a word return "number": give the number itself.

    Raises:
        ValueError: ``count`` is not between 0 and ``total``.
    """
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no portion.")
    rule = definitions.read("portions", "default")
    if total < rule["least"]:
        return "number"
    if count in (0, total):
        return "none" if count == 0 else "all"
    share = count / total
    return next(str(band["word"]) for band in rule["bands"] if share < band["below"])


def in_words(count: int, total: int) -> str:
    """Return the portion for a sentence: "most (62%)", or "3 of 7" where there are few answers."""
    word = portion(count, total)
    if word == "number":
        return f"{count} of {total}"
    return word if word in ("none", "all") else f"{word} ({count / total:.0%})"

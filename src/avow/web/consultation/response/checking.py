"""Figures that do not add up stop the document: each is counted again from the rows it lists."""

from avow.web.consultation.models.answer import DECISIONS
from avow.web.consultation.response.content import Content


class FiguresError(ValueError):
    """A figure of the document is not what its rows give. The text names it and both numbers."""


class UnwritableError(ValueError):
    """A format cannot hold the text. The message says what to do."""


def check_figures(content: Content) -> None:
    """Raise FiguresError unless every total is the sum of its parts and of the rows listed."""
    for figure in content.figures:
        if figure.stated != figure.listed:
            raise FiguresError(
                f"“{figure.name}” is {figure.stated} in the register, but the document lists "
                f"{figure.listed}. Nothing was written. Somebody may have changed an answer "
                "meanwhile: make the document again; if it stays so, report it."
            )
        total = sum(number for _label, number in figure.parts)
        if figure.parts and total != figure.stated:
            parts = " + ".join(str(number) for _label, number in figure.parts)
            raise FiguresError(
                f"“{figure.name}” is {figure.stated}, but its parts are {parts} = {total}. "
                "Nothing was written."
            )
    _check_entries(content)


def _check_entries(content: Content) -> None:
    """Each entry counts its voices right, and entries are numbered without a gap."""
    entries = [entry for section in content.sections for entry in section.entries]
    if [entry.number for entry in entries] != list(range(1, len(entries) + 1)):
        raise FiguresError("The answers are not numbered one after the other.")
    known = {name for name, _label in DECISIONS}
    for entry in entries:
        named = {quote.who for quote in entry.quotes}
        if not set(entry.organisations) <= named:
            raise FiguresError(
                f"Number {entry.number} names an organisation whose words it does not quote."
            )
        spoken = len(entry.organisations) + entry.people
        if spoken > len(entry.quotes) or entry.decision not in known:
            raise FiguresError(
                f"Number {entry.number} counts {spoken} voices, but quotes {len(entry.quotes)}."
            )


def check_written(name: str, entries: int, content: Content) -> None:
    """Raise FiguresError unless a written file holds as many answers as the content."""
    wanted = sum(len(section.entries) for section in content.sections)
    if entries != wanted:
        raise FiguresError(f"{name} holds {entries} answers, not {wanted}. Nothing was kept.")

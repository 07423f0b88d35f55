"""Words as paragraphs and lists: a blank line parts them, lines that begin with “- ” are a list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a list where it has ``items``."""

    text: str = ""
    items: tuple[str, ...] = ()


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text; nothing in it is read as markup beyond lists."""
    found: list[Paragraph] = []
    for piece in text.split("\n\n"):
        lines = [line.strip() for line in piece.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            found.append(Paragraph(items=tuple(line[2:].strip() for line in lines)))
        else:
            found.append(Paragraph(text=" ".join(lines)))
    return tuple(found)

"""How much a document may ask of the machine that reads it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document: sizes in bytes, times in seconds.

    ``seconds`` bounds the processor time of the reading process, and twice that its time by the
    clock; ``memory`` its address space. ``unpacked`` and ``entries`` bound what a DOCX or ODT
    holds; ``characters`` the text that comes out; ``answer`` what the reading process writes.
    """

    file: int = 25_000_000
    unpacked: int = 200_000_000
    part: int = 60_000_000
    entries: int = 5_000
    pages: int = 1_500
    characters: int = 5_000_000
    answer: int = 250_000_000
    seconds: int = 60
    memory: int = 1_500_000_000

    def to_dict(self) -> dict[str, int]:
        """Return the limits by name."""
        return asdict(self)


LIMITS = Limits()

"""Text for a terminal: wrapped to its width, the first line marked, the rest hanging."""

import shutil
import textwrap


def wrapped(text: str, mark: str = "") -> str:
    """Return text wrapped to the terminal (at most 100 columns), hanging under its mark."""
    width = min(100, max(40, shutil.get_terminal_size((100, 24)).columns))
    return textwrap.fill(
        " ".join(text.split()), width, initial_indent=mark, subsequent_indent=" " * len(mark)
    )

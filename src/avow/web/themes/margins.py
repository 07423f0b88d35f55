"""How the population divides: read from a small CSV file, or from the facts on residents."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis.engine import Facts, NoFactsError
from avow.web.surveys.models import Question
from avow.web.surveys.models.question import AREA


class MarginFileError(ValueError):
    """The shares cannot be read. The text says where and what to do."""


def shares_of(content: bytes, options: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return {value: share} from CSV with two columns; a first line that names them is left out.

    A category may be given as the answer's wording or its value.

    Raises:
        MarginFileError: nothing in it, an unknown or repeated category, or no number.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarginFileError(
            _("This is not a CSV file in UTF-8. Save it as CSV again.")
        ) from error
    known = _names(options)
    found: dict[str, float] = {}
    for number, line in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in line]
        if not any(cells) or (number == 1 and _is_head(cells, known)):
            continue
        value, share = _row(number, cells, known)
        if value in found:
            raise MarginFileError(
                _("Line %(line)s: “%(name)s” is there twice.") % {"line": number, "name": cells[0]}
            )
        found[value] = share
    if not found:
        raise MarginFileError(_("Choose a file with shares, or type them in."))
    return found


def _names(options: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    names = {}
    for option in options:
        for name in (option["value"], *option["wording"].values()):
            names[name.casefold()] = option["value"]
    return names


def _is_head(cells: Sequence[str], known: Mapping[str, str]) -> bool:
    return len(cells) == 2 and cells[0].casefold() not in known and _number(cells[1]) is None


def _number(cell: str) -> float | None:
    try:
        found = float(cell.replace(",", "").rstrip("%"))
    except ValueError:
        return None
    return found if 0 <= found < 1e12 else None


def _row(number: int, cells: Sequence[str], known: Mapping[str, str]) -> tuple[str, float]:
    if len(cells) != 2:
        raise MarginFileError(
            _("Line %(line)s: give the answer and its share, with a comma between.")
            % {"line": number}
        )
    value = known.get(cells[0].casefold())
    if value is None:
        raise MarginFileError(
            _("Line %(line)s: the question has no answer “%(name)s”.")
            % {"line": number, "name": cells[0]}
        )
    share = _number(cells[1])
    if share is None:
        raise MarginFileError(
            _("Line %(line)s: “%(cell)s” is no share. Write it as 0.31, 31%% or 310,000.")
            % {"line": number, "cell": cells[1]}
        )
    return value, share


def residents(question: Question) -> dict[str, float]:
    """Return the residents of each area that ``question`` offers, where the facts have them.

    The newest figures count. Empty where no facts are loaded, or for another kind of question.
    """
    if question.kind != AREA:
        return {}
    try:
        table = Facts(settings.DATA_FOLDER).table("population")
        rows = table.to_pyarrow().to_pylist()
    except NoFactsError:
        return {}
    wanted = {option["value"] for option in question.options}
    newest: dict[str, tuple[Any, float]] = {}
    for row in rows:
        name, when = row["borough"], row["year"]
        if name not in wanted:
            continue
        if name not in newest or when > newest[name][0]:
            newest[name] = (when, float(row["residents"]))
    return {name: people for name, (_when, people) in newest.items()}

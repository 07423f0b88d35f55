"""What each column of an export is: an answer to a question, the row's key, or of no use here."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from avow.analysis.responses.exports.own_words import discloses_as_choice
from avow.analysis.responses.exports.reading import Export

ANSWER, KEY, DAY, STATUS, SKIP = "answer", "key", "day", "status", "skip"
USES = (ANSWER, KEY, DAY, STATUS, SKIP)
TEXT, SINGLE, MULTIPLE, AGREEMENT = "text", "single", "multiple", "agreement"

_KEYS = re.compile(
    r"^(response|respondent|submission|answer)?[ _-]*(id|number|no\.?|ref(erence)?)$", re.I
)
_STATUS = re.compile(r"^(response )?(status|completion status|progress)$", re.I)
_DAYS = re.compile(
    r"^(date )?(completed|submitted|collected|recorded|end date|submission date|recorded date|date|"
    r"(completed|submitted|collected|recorded) (at|on))$",
    re.I,
)
# Never needed, and mostly about the person or the machine they sat at.
_NEVER = re.compile(
    r"\b(ip|e-?mail|phone|telephone|device|browser|user ?agent|latitude|longitude|postcode|"
    r"first name|last name|full name|your name|created|started|updated|modified|start date|"
    r"collector|custom data|duration|referr?er)\b",
    re.I,
)
AGREES = re.compile(r"\b(dis)?agree\b", re.I)
_LONG, _FEW = 60, 30


@dataclass(frozen=True)
class Asked:
    """A question that columns may answer. ``options`` are value and wordings, none for free text.

    ``is_open`` says that a value met for the first time becomes an option of its own.
    """

    key: str
    kind: str
    wording: str
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Column:
    """What a column is. ``use`` is one of USES.

    For an answer: ``question`` is the question's key; ``option`` the value that any mark in this
    column stands for (one option of a question spread over several columns); ``split`` what stands
    between several values in one cell; ``values`` what each value of the file becomes, an empty
    text leaving it out. For a status: ``values`` holds the ones that count as complete.
    """

    use: str = SKIP
    question: str = ""
    option: str = ""
    split: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON, for keeping."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Column":
        """Return what was kept as JSON."""
        return cls(**data)


def guess(
    export: Export, questions: Sequence[Asked] = ()
) -> tuple[dict[str, Column], tuple[Asked, ...]]:
    """Return what each column seems to be, by header, and the questions that are new.

    A header that is a question's wording or key answers that question. Other columns become
    questions of their own: agreement where the values speak of it, one or several choices where
    values repeat, free text where they do not. A person decides; this only fills in the form.
    """
    known = {_bare(word): asked for asked in questions for word in (asked.wording, asked.key)}
    columns: dict[str, Column] = {}
    new: dict[str, Asked] = {}
    for at, header in enumerate(export.headers):
        found = _special(header)
        values = [row[at] for row in export.rows if row[at]]
        if found is None and (asked := known.get(_bare(header))):
            found = Column(ANSWER, asked.key)
        if found is None and not values:
            found = Column(SKIP)
        if found is None:
            found = _new(header, values, new, {asked.key for asked in questions})
        columns[header] = found
    return columns, tuple(new.values())


def _special(header: str) -> Column | None:
    if _KEYS.match(header):
        return Column(KEY)
    if _STATUS.match(header):
        return Column(STATUS, values={"completed": "complete", "complete": "complete"})
    if _DAYS.match(header):
        return Column(DAY)
    # A question may speak of names or addresses; a column of them is headed by the word itself.
    return Column(SKIP) if _NEVER.search(header) and len(header) < _LONG else None


def _new(header: str, values: Sequence[str], new: dict[str, Asked], taken: set[str]) -> Column:
    question, _, part = header.partition(": ")
    ticks = set(values) <= {part, "Yes", "1", "x", "X", "TRUE", "true", "✓"}
    if part and ticks:
        spread = next((a for a in new.values() if a.wording == question), None)
        key = spread.key if spread else free_key(question, taken | set(new))
        options = (spread.options if spread else ()) + ((part, (part,)),)
        new[key] = Asked(key, MULTIPLE, question, options, is_open=True)
        return Column(ANSWER, key, option=part)
    key = free_key(header, taken | set(new))
    split = "|" if any("|" in value for value in values) else ""
    parts = [one.strip() for value in values for one in _parts(value, split)]
    singles = sorted(set(parts))
    kind = _kind(len(parts), singles, split)
    given = Counter(parts)
    if kind != TEXT and any(discloses_as_choice(one, given[one]) for one in singles):
        kind = TEXT
    options = () if kind == TEXT else tuple((one, (one,)) for one in singles)
    new[key] = Asked(key, kind, header, options, is_open=kind != TEXT)
    return Column(ANSWER, key, split=split)


def _kind(said: int, singles: Sequence[str], split: str) -> str:
    short = max(map(len, singles), default=0) <= 2 * _LONG
    repeated = len(singles) <= said * 2 / 3
    if not (short and repeated and len(singles) <= _FEW):
        return TEXT
    if split:
        return MULTIPLE
    return AGREEMENT if sum(bool(AGREES.search(one)) for one in singles) >= 2 else SINGLE


def _parts(value: str, split: str) -> list[str]:
    return [one for one in (value.split(split) if split else [value]) if one.strip()]


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def free_key(header: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", header.casefold()).strip("-")[:40].strip("-") or "question"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key

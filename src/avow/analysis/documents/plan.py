"""A plan: pillars hold commitments, commitments hold actions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any


class NotAPlanError(ValueError):
    """The text is no plan, or a plan file lacks something; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the plan says will be done."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise: ``title`` is its short form, ``text`` the complete statement."""

    number: str
    title: str
    text: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Pillar:
    """A group of commitments; a plan without pillars has one, with number and title empty."""

    number: str
    title: str
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan, in the order of the document."""

    title: str
    pillars: tuple[Pillar, ...] = ()

    @property
    def commitments(self) -> Iterator[Commitment]:
        """Every commitment in order."""
        return (commitment for pillar in self.pillars for commitment in pillar.commitments)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as plain lists and dictionaries, ready for JSON."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Plan":
        """Build a plan from what ``to_dict`` returns.

        Raises:
            NotAPlanError: a field is missing or of the wrong kind; the message says where.
        """
        pillars = tuple(
            _pillar(pillar, f"pillars[{i}]")
            for i, pillar in enumerate(_list(data, "pillars", "the plan"))
        )
        plan = cls(_string(data, "title", "the plan"), pillars)
        if not any(plan.commitments):
            raise NotAPlanError("The plan holds no commitment. Add at least one under 'pillars'.")
        return plan


def to_toml(plan: Plan) -> str:
    """Return the plan as TOML that ``Plan.from_dict`` reads back unchanged."""
    lines = [f"title = {_quoted(plan.title)}"]
    for pillar in plan.pillars:
        lines += ["", "[[pillars]]", *_pairs(number=pillar.number, title=pillar.title)]
        for item in pillar.commitments:
            lines += ["", "[[pillars.commitments]]"]
            lines += _pairs(number=item.number, title=item.title, text=item.text)
            for action in item.actions:
                lines += ["", "[[pillars.commitments.actions]]"]
                lines += _pairs(number=action.number, text=action.text)
        if not pillar.commitments:
            lines.append("commitments = []")
    if not plan.pillars:
        lines.append("pillars = []")
    return "\n".join(lines) + "\n"


def _pairs(**fields: str) -> list[str]:
    return [f"{name} = {_quoted(value)}" for name, value in fields.items()]


def _quoted(value: str) -> str:
    # A JSON string is a TOML basic string, but for surrogates and the DEL character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _pillar(data: object, where: str) -> Pillar:
    fields = _table(data, where)
    return Pillar(
        _string(fields, "number", where),
        _string(fields, "title", where),
        tuple(
            _commitment(item, f"{where}.commitments[{i}]")
            for i, item in enumerate(_list(fields, "commitments", where))
        ),
    )


def _commitment(data: object, where: str) -> Commitment:
    fields = _table(data, where)
    actions = []
    for i, action in enumerate(_list({"actions": [], **fields}, "actions", where)):
        place = f"{where}.actions[{i}]"
        row = _table(action, place)
        actions.append(Action(_string(row, "number", place), _string(row, "text", place)))
    return Commitment(
        _string(fields, "number", where),
        _string(fields, "title", where),
        _string(fields, "text", where),
        tuple(actions),
    )


def _table(data: object, where: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise NotAPlanError(f"{where} should be a table of fields, not {type(data).__name__}.")
    return data


def _string(data: Mapping[str, Any], field: str, where: str) -> str:
    if not isinstance(data.get(field), str):
        raise NotAPlanError(f"{where} needs {field!r} as text, in quotes.")
    return str(data[field])


def _list(data: Mapping[str, Any], field: str, where: str) -> list[Any]:
    if not isinstance(data.get(field), list):
        raise NotAPlanError(f"{where} needs {field!r} as a list.")
    return list(data[field])

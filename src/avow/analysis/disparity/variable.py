"""What groups people: a variable, and who said which group a person is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from avow import definitions
from avow.analysis.disparity.errors import DisparityError

NOT_KNOWN = "Not known"
_BY = {
    "self": "what the person said",
    "officer": "what an officer saw",
    "record": "what the record says",
}


@dataclass(frozen=True)
class Variable:
    """A characteristic as somebody defined it.

    ``concept`` is what it is about (ethnicity), ``defined_by`` who said so: ``self``, ``officer``
    or ``record``. ``order`` is the order in which groups are shown, ``labels`` turn stored values
    into words.
    """

    name: str
    title: str = ""
    concept: str = ""
    defined_by: str = "record"
    order: tuple[str, ...] = ()
    reference: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, value: object) -> str:
        """Return the group's name for a stored value."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return self.labels.get(text, text)


@dataclass(frozen=True)
class Rules:
    """The policy of comparing, read from ``definitions/disparity/``."""

    level: float
    least_people: int
    least_people_crossed: int
    missing: frozenset[str]
    variables: Mapping[str, Variable]

    def is_missing(self, value: object) -> bool:
        """Return whether a stored value says that nobody knows."""
        return value is None or str(value).strip().lower() in self.missing


def rules(name: str = "default") -> Rules:
    """Return the policy ``definitions/disparity/<name>.toml``.

    Raises:
        DefinitionError: there is no such file, or it lacks the common header.
    """
    data = definitions.read("disparity", name)
    return Rules(
        level=data["level"],
        least_people=data["least_people"],
        least_people_crossed=data["least_people_crossed"],
        missing=frozenset(data["missing"]),
        variables={
            known: made
            for name, about in data["variables"].items()
            for made in [_made(name, about)]
            for known in (name, *about["aliases"])
        },
    )


def _made(name: str, about: Mapping[str, Any]) -> Variable:
    return Variable(
        name=name,
        title=about["title"],
        concept=about["concept"],
        defined_by=about["defined_by"],
        order=tuple(about["order"]),
        reference=about["reference"],
        labels=about.get("labels", {}),
    )


def variable(name: str, policy: Rules | None = None) -> Variable:
    """Return the variable that a column holds; an unknown column is one about itself.

    ``victim.X`` and ``suspect.X`` are known as ``X``.
    """
    known = (policy or rules()).variables
    plain = name.rsplit(".", 1)[-1].strip().lower()
    if plain in known:
        return known[plain]
    return Variable(name, name.replace("_", " "), concept=plain)


def require_separate(first: Variable, second: Variable) -> None:
    """Refuse to combine two variables about the same thing that different people defined.

    Raises:
        DisparityError: they are about the same thing.
    """
    if first.concept != second.concept:
        return
    if first.defined_by == second.defined_by:
        raise DisparityError(
            f"{first.name!r} and {second.name!r} describe the same thing: choose one of them."
        )
    raise DisparityError(
        f"{first.name!r} is {_BY[first.defined_by]} and {second.name!r} is "
        f"{_BY[second.defined_by]}: two variables about {first.concept} with different people "
        "in their groups. They are never combined. Run each alone and show both."
    )

"""How expressions are registered, and what a definition gives them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from avow.analysis.measures.conditions import Conditions, read
from avow.analysis.measures.people import pairs
from avow.analysis.measures.tallies import How, Plan, Tally
from avow.definitions import DefinitionError

# Tables that say who lives somewhere; they are not counted by month.
RESIDENTS = ("population", "population_by_group")


@dataclass(frozen=True)
class Given:
    """What a definition gives an expression. ``file`` names it in messages."""

    tables: tuple[str, ...]
    kind: str
    parameters: Mapping[str, Any]
    file: str = "this measure"

    @property
    def counted(self) -> tuple[str, ...]:
        """The tables that are counted, which those of residents are not."""
        return tuple(name for name in self.tables if name not in RESIDENTS)

    def key(self, name: str) -> str:
        """Return how messages name a parameter."""
        return f"{self.file}: parameters.{name}"

    def where(self, name: str = "where", *tables: str) -> Conditions:
        """Return the conditions of the parameter ``name``; none where it is not given."""
        return read(self.parameters.get(name, {}), tables or self.counted[:1], self.key(name))

    def need(self, name: str, kind: type) -> Any:
        """Return the parameter ``name``, which must be there and of this type."""
        value = self.parameters.get(name)
        if not isinstance(value, kind) or value in ("", []):
            raise DefinitionError(f"{self.key(name)} is needed, as {kind.__name__}.")
        return value

    def pair(self) -> tuple[str, str]:
        """Return the two tables that the expression counts."""
        if len(self.counted) < 2:
            raise DefinitionError(f"{self.file}: 'tables' must name two tables to count.")
        return self.counted[0], self.counted[1]


Expression = Callable[[Given], Plan]
EXPRESSIONS: dict[str, Expression] = {}
PARAMETERS: dict[str, frozenset[str]] = {}


def registered(*parameters: str) -> Callable[[Expression], Expression]:
    """Register an expression under its function's name, with the parameters it understands."""

    def keep(function: Expression) -> Expression:
        EXPRESSIONS[function.__name__] = function
        PARAMETERS[function.__name__] = frozenset(parameters)
        return function

    return keep


def of_tallies(given: Given, above: Tally, below: Tally | None = None, how: How = "whole") -> Plan:
    """Return the plan of a measure that counts ``above``, perhaps over ``below``."""
    tallies = {"numerator": above} | ({"denominator": below} if below else {})
    covered = tuple(dict.fromkeys(tally.source.table for tally in tallies.values()))
    return Plan(tallies | pairs(above, below), covered, interval=given.kind, how=how)


def residents_of(tables: tuple[str, ...], parameters: Mapping[str, Any], file: str) -> Conditions:
    """Return which residents a rate is per: the conditions of the parameter ``residents``.

    Raises:
        DefinitionError: it is not understood, or the measure reads no residents by group.
    """
    if "residents" not in parameters:
        return ()
    if "population_by_group" not in tables:
        raise DefinitionError(
            f"{file}: parameters.residents needs 'population_by_group' among 'tables'."
        )
    return read(parameters["residents"], ("population_by_group",), f"{file}: parameters.residents")

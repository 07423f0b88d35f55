"""From a definition's expression and parameters to the plan of what is counted."""

from avow.analysis.measures import expressions, expressions_records
from avow.analysis.measures.registry import EXPRESSIONS, PARAMETERS, Given
from avow.analysis.measures.tallies import Plan
from avow.analysis.tables import TABLES
from avow.definitions import DefinitionError

# Importing them registers what they hold.
_MODULES = (expressions, expressions_records)


def plan(expression: str, given: Given) -> Plan:
    """Return the plan of a measure.

    Raises:
        DefinitionError: no such expression or table, or a parameter that is not understood; the
            message names file and key.
    """
    if expression not in EXPRESSIONS:
        raise DefinitionError(
            f"{given.file}: no expression is called {expression!r}; "
            f"there are {', '.join(sorted(EXPRESSIONS))}."
        )
    unknown = sorted(set(given.tables) - set(TABLES))
    if unknown or not given.counted:
        raise DefinitionError(f"{given.file}: 'tables' names no fact table: {unknown}.")
    known = PARAMETERS[expression] | {"residents"}
    for name in sorted(set(given.parameters) - known):
        raise DefinitionError(
            f"{given.key(name)} is not understood by {expression!r}; "
            f"it takes {', '.join(sorted(known))}."
        )
    return EXPRESSIONS[expression](given)

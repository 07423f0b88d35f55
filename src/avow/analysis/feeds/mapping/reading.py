"""Read a column map from TOML, and say in words what is wrong with one."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from avow.analysis.feeds import names
from avow.analysis.feeds.classes import CONDITIONS
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import column_name, open_input
from avow.analysis.feeds.mapping.rules import (
    NOT_MAPPED,
    ColumnMap,
    Origin,
    Rule,
    carried,
    derived,
)
from avow.analysis.tables import TABLES, Column

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HEADER = {"name": str, "title": str, "force": str, "owner": str, "next_review": date}
_TOP = {*_HEADER, "empty", "dates", "database", "geography"}
_ORIGIN = ("files", "sheet", "query", "skip", "only", "filled", "keep", "columns")
_RULE = {
    "from": str,
    "always": (str, int, bool, date),
    "values": dict,
    "otherwise": (str, int, bool),
    "dates": (str, list),
    "empty": (str, list),
    "times": (int, float),
    "days_after": str,
    "age": bool,
    "classes": dict,
}


class MapError(FeedError):
    """A column map cannot be used: the message says which entry, what is wrong and what to do."""


def read_map(path: str | Path) -> ColumnMap:
    """Read a column map.

    Raises:
        FeedError: there is no such file, it is not TOML, or an entry is missing, unknown or of the
            wrong kind.
    """
    given = open_input(Path(path))
    try:
        data = tomllib.loads(given.content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MapError(f"{given.path} is not text in UTF-8: save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise MapError(f"{given.path} is not valid TOML: {error}.") from error
    try:
        found = _map(data, given.path)
    except MapError as error:
        raise MapError(f"{given.path.name}: {error}") from error
    sha256 = hashlib.sha256(given.content)
    if found.geography is not None and isinstance(data.get("geography"), str):
        sha256.update(_beside(given.path, data["geography"]).read_bytes())
    return ColumnMap(
        **{**vars(found), "file": given.path.name, "sha256": sha256.hexdigest()}
        | {"size": len(given.content)}
    )


def _map(data: Mapping[str, Any], path: Path) -> ColumnMap:
    for field, kind in _HEADER.items():
        if not isinstance(data.get(field), kind):
            raise MapError(f"{field} is missing or no {kind.__name__}: every map needs it.")
    if not NAME.fullmatch(data["name"]) or data["name"] in TABLES:
        raise MapError(
            f"name = {data['name']!r}: use small letters, figures and hyphens, and no name of a "
            "contract table."
        )
    unknown = sorted(set(data) - _TOP - set(TABLES))
    if unknown:
        raise MapError(
            f"{', '.join(unknown)} is neither a setting ({', '.join(sorted(_TOP))}) nor a contract "
            f"table ({', '.join(n for n in TABLES if n not in NOT_MAPPED)})."
        )
    common = Rule("", empty=_folded(data.get("empty", ())), dates=_texts(data.get("dates", ())))
    origins = tuple(
        _origin(table, entry, common)
        for table in TABLES
        if table in data
        for entry in (data[table] if isinstance(data[table], list) else [data[table]])
    )
    if not origins:
        raise MapError("it fills no table: add one, such as [offences]; `avow feed map-template`.")
    geography = data.get("geography")
    return ColumnMap(
        **{field: data[field] for field in _HEADER},
        origins=origins,
        geography=_geography(geography, path, data["force"]),
        database=_database(data, origins),
    )


def _beside(path: Path, name: str) -> Path:
    return path.parent / name


def _geography(given: Any, path: Path, force: str) -> names.Geography | None:
    """Return the geography of the file named beside the map; the built-in one for its own force."""
    if given is None:
        built_in = names.geography()
        return built_in if built_in.force == force else None
    if not isinstance(given, str):
        raise MapError("geography is the name of a file beside the map.")
    found = names.geography_in(open_input(_beside(path, given)))
    if found.force != force:
        raise MapError(f"{given} is the geography of {found.force!r}, the map is of {force!r}.")
    return found


def _database(data: Mapping[str, Any], origins: Sequence[Origin]) -> str:
    asked = any(origin.query for origin in origins)
    settings = data.get("database", {})
    variable = settings.get("url_from", "") if isinstance(settings, dict) else ""
    if asked and not variable:
        raise MapError(
            "a table has a query, but nothing says which database: add [database] with url_from, "
            "the name of an environment variable that holds the connection string."
        )
    if "://" in variable:
        raise MapError(
            "database.url_from holds a connection string: name an environment variable instead, "
            "so that no password stands in a file."
        )
    return str(variable)


def _origin(table: str, entry: Any, common: Rule) -> Origin:
    if table in NOT_MAPPED:
        raise MapError(f"{table} cannot be mapped: load it with `avow feed load boundaries`.")
    if not isinstance(entry, dict) or not isinstance(entry.get("columns"), dict):
        raise MapError(f"[{table}] needs a table [{table}.columns].")
    if unknown := sorted(set(entry) - set(_ORIGIN)):
        raise MapError(f"[{table}] has {', '.join(unknown)}; known are {', '.join(_ORIGIN)}.")
    if ("files" in entry) == ("query" in entry):
        raise MapError(f"[{table}] needs either files (a pattern of names) or query, not both.")
    columns = TABLES[table].columns()
    rules = {}
    for name, given in entry["columns"].items():
        if name not in columns:
            raise MapError(
                f"[{table}.columns] {name} is no column of {table}; there are {', '.join(columns)}."
            )
        rules[name] = _rule(f"[{table}.columns] {name}", name, columns[name], given, common)
    _nothing_missing(table, columns, rules)
    return Origin(
        table=table,
        rules=rules,
        files=_texts(entry.get("files", ())),
        sheet=str(entry.get("sheet", "")),
        query=str(entry.get("query", "")),
        skip=int(entry.get("skip", 0)),
        only={column_name(k): _folded(v) for k, v in entry.get("only", {}).items()},
        filled=tuple(column_name(name) for name in _texts(entry.get("filled", ()))),
        keep=_keep(table, entry.get("keep", {})),
    )


def _nothing_missing(table: str, columns: Mapping[str, Column], rules: Mapping[str, Rule]) -> None:
    filled = {"force", *rules, *carried(table, rules), *derived(table, rules)}
    missing = [n for n, column in columns.items() if not column.nullable and n not in filled]
    if missing:
        raise MapError(
            f"[{table}.columns] says nothing of {', '.join(missing)}, which may not be empty: "
            'name the column of the extract, or a constant with { always = "..." }.'
        )


def _keep(table: str, given: Any) -> tuple[str, str]:
    if not given:
        return "", ""
    which, by = next(iter(given.items())) if isinstance(given, dict) else ("", "")
    if which not in ("first", "last") or by not in TABLES[table].columns() or len(given) > 1:
        raise MapError(f'[{table}] keep is {{ first = "COLUMN" }} or {{ last = "COLUMN" }}.')
    return which, by


def _rule(where: str, name: str, column: Column, given: Any, common: Rule) -> Rule:
    entry = {"from": given} if isinstance(given, str) else given
    if not isinstance(entry, dict):
        raise MapError(f"{where}: write the name of the extract's column, or a table of settings.")
    for key, value in entry.items():
        if key not in _RULE:
            raise MapError(f"{where} has {key!r}; known are {', '.join(_RULE)}.")
        if not isinstance(value, _RULE[key]):  # type: ignore[arg-type]
            raise MapError(f"{where}: {key} has a value of the wrong kind.")
    if sum(key in entry for key in ("from", "always", "classes")) != 1:
        raise MapError(f"{where} needs one of from, always, classes.")
    if name == "force":
        raise MapError(f"{where}: the map's own setting force fills it; leave it out here.")
    rule = Rule(
        column=name,
        source=column_name(entry.get("from", "")),
        label=entry.get("from", ""),
        always=entry.get("always"),
        values={_fold(word): value for word, value in entry.get("values", {}).items()},
        otherwise=entry.get("otherwise"),
        dates=_texts(entry.get("dates", ())) or common.dates,
        empty=common.empty | _folded(entry.get("empty", ())),
        times=entry.get("times", 1),
        days_after=entry.get("days_after", ""),
        age=entry.get("age", False),
        classes={key: column_name(value) for key, value in entry.get("classes", {}).items()},
    )
    _allowed(where, column, rule)
    return rule


def _allowed(where: str, column: Column, rule: Rule) -> None:
    """Refuse a value that the contract does not know, before any file is read."""
    if set(rule.classes) - set(CONDITIONS):
        raise MapError(f"{where}: classes takes {', '.join(CONDITIONS)}.")
    made = [*rule.values.values(), rule.always, rule.otherwise]
    odd = {str(v) for v in made if v not in (None, "") and v not in column.allowed}
    if column.allowed and odd:
        raise MapError(
            f"{where} gives {', '.join(sorted(odd))}; the contract allows "
            f"{', '.join(column.allowed)}."
        )


def _texts(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(str(one) for one in given)


def _folded(given: Any) -> frozenset[str]:
    return frozenset(_fold(word) for word in _texts(given))


def _fold(word: str) -> str:
    return " ".join(word.split()).casefold()

"""A manifest that links exports of one consultation: which questions of each version are one."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from avow.analysis.responses.exports.columns import (
    AGREEMENT,
    AGREES,
    ANSWER,
    KEY,
    MULTIPLE,
    SINGLE,
    SKIP,
    TEXT,
    Asked,
    Column,
    free_key,
    guess,
)
from avow.analysis.responses.exports.reading import Export, ExportError, read_export

_KINDS = {
    "multi-choice coded": SINGLE,
    "multi-select": MULTIPLE,
    "short text": TEXT,
    "long text": TEXT,
}
_NEEDED = ("question", "type", "col_id", "question_easy", "col_id_easy")


class ManifestError(ValueError):
    """A manifest cannot be read. The text says what is wrong and what to do."""


@dataclass(frozen=True)
class _Line:
    asked: Asked | None
    main: str
    easy: str
    assumed_easy: str
    to_main: Mapping[str, str]
    to_easy: Mapping[str, str]
    use: str


@dataclass(frozen=True)
class Manifest:
    """Questions that several exports share, in the order of the manifest."""

    lines: tuple[_Line, ...]

    @property
    def questions(self) -> tuple[Asked, ...]:
        """The questions, each once."""
        return tuple(line.asked for line in self.lines if line.asked)

    def columns(self, export: Export) -> dict[str, Column]:
        """Return what each column of ``export`` is: of the main or of the Easy Read version.

        Raises:
            ManifestError: the export has none of the questions of either version.
        """
        easy = self.is_easy(export)
        found = {header: Column(SKIP) for header in export.headers}
        for line in self.lines:
            header = " ".join((line.easy if easy else line.main).split())
            if header in found:
                key = line.asked.key if line.asked else ""
                split = "|" if line.asked and line.asked.kind == MULTIPLE else ""
                values = line.to_easy if easy else line.to_main
                found[header] = Column(line.use, key, split=split, values=values)
        for header, column in guess(export)[0].items():
            if found[header].use == SKIP and column.use not in (ANSWER, SKIP):
                found[header] = column
        return found

    def assumed(self, export: Export) -> dict[str, str]:
        """Return what every row of an Easy Read export is taken to answer, by question key."""
        if not self.is_easy(export):
            return {}
        return {
            line.asked.key: line.assumed_easy
            for line in self.lines
            if line.asked and line.assumed_easy and not line.easy
        }

    def is_easy(self, export: Export) -> bool:
        """Return whether ``export`` is of the Easy Read version.

        Raises:
            ManifestError: it has no question of either version.
        """
        main = sum(line.main in export.headers for line in self.lines)
        easy = sum(line.easy in export.headers for line in self.lines)
        if not main and not easy:
            raise ManifestError(
                f"{export.name} has no column that the manifest names. Is it of another survey?"
            )
        return easy > main


def read_manifest(data: bytes, name: str = "manifest.xlsx") -> Manifest:
    """Read a manifest: a sheet "all" with a row per question, and a sheet per map of values.

    The columns of "all" are ``question``, ``type``, ``col_id`` (which column of the main export),
    the same ending in ``_easy`` for the Easy Read export, ``assumed_easy`` (what Easy Read answers
    are taken to say), ``omit`` and ``custom_map`` (the sheet with ``main``, ``easy``, ``final``).

    Raises:
        ManifestError: a sheet or column is missing, or a type is not known.
    """
    sheets = _sheets(data, name)
    head, *rows = sheets.get("all", [[]])
    missing = [column for column in _NEEDED if column not in head]
    if missing:
        raise ManifestError(f"{name}: the sheet “all” has no column {', '.join(missing)}.")
    taken: set[str] = set()
    lines = []
    for number, row in enumerate(rows, 2):
        cells = dict(zip(head, row, strict=False))
        if cells.get("question") or cells.get("question_easy"):
            lines.append(_line(cells, sheets, taken, f"{name}, sheet “all”, row {number}"))
    return Manifest(tuple(lines))


def _line(
    cells: Mapping[str, str], sheets: Mapping[str, list[list[str]]], taken: set[str], where: str
) -> _Line:
    main, easy = cells["question"], cells.get("question_easy", "")
    kind = cells.get("type") or cells.get("type_easy") or ""
    omitted = cells.get("omit", "").casefold() in ("true", "yes", "1")
    if omitted or not kind:
        # The key has no type; in the Easy Read export it may have no name of its own.
        use = SKIP if omitted else KEY
        return _Line(None, main, easy or main, "", {}, {}, use)
    if kind.casefold() not in _KINDS:
        raise ManifestError(f"{where}: “{kind}” is no type. Use {', '.join(_KINDS)}.")
    to_main, to_easy, options = _maps(sheets, cells.get("custom_map", ""), where)
    key = free_key(main or easy, taken)
    taken.add(key)
    scale = sum(bool(AGREES.search(option)) for option in options) >= 2
    asked = Asked(
        key,
        AGREEMENT if scale else _KINDS[kind.casefold()],
        main or easy,
        tuple((one, (one,)) for one in options),
        is_open=True,
    )
    return _Line(asked, main, easy, cells.get("assumed_easy", ""), to_main, to_easy, ANSWER)


def _maps(
    sheets: Mapping[str, list[list[str]]], name: str, where: str
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    if not name:
        return {}, {}, []
    if name not in sheets:
        raise ManifestError(f"{where}: there is no sheet “{name}” to map its values by.")
    head, *rows = sheets[name]
    if not {"main", "easy", "final"} <= set(head):
        raise ManifestError(f"Sheet “{name}” needs the columns main, easy and final.")
    at = {column: head.index(column) for column in ("main", "easy", "final")}
    to_main, to_easy = (
        {row[at[side]]: _final(row[at["final"]]) for row in rows} for side in ("main", "easy")
    )
    return to_main, to_easy, list(dict.fromkeys(final for final in to_main.values() if final))


def _final(value: str) -> str:
    return "" if value == "NA" else value


def _sheets(data: bytes, name: str) -> dict[str, list[list[str]]]:
    import python_calamine

    try:
        titles = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
        found: dict[str, list[list[str]]] = {}
        for title in titles:
            export = read_export(data, name, header_rows=1, sheet=title)
            found[title] = [list(export.headers), *map(list, export.rows)]
    except (python_calamine.CalamineError, ExportError, OSError) as error:
        raise ManifestError(f"{name} cannot be read as a manifest (XLSX): {error}") from error
    return found

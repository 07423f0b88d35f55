"""Writes docs/reference from the code, so that the two cannot part ways.

`python docs/generate.py` writes; `python docs/generate.py --check` fails when a page is stale.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"
SPECS = Path(__file__).parents[1] / "tests" / "spec"


def settings() -> str:
    """Return the page of settings."""
    from avow.web.config.env import reference

    return reference()


def measures() -> str:
    """Return the page of measures, with the worked examples that the tests run."""
    from avow.analysis.measures import reference

    specs = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in SPECS.glob("*.toml")}
    return reference(specs)


def tables() -> str:
    """Return the page of fact tables."""
    from avow.analysis.tables import TABLES

    out = ["# Fact tables", "", "Made from `src/avow/analysis/tables`.", ""]
    for table in TABLES.values():
        out += [f"## {table.name}", "", table.meaning(), "", f"Key: {', '.join(table.key)}.", ""]
        if table.when:
            out += [f"Counted by `{table.when}`. {table.lag}", ""]
        out += ["| column | type | unit | may be empty | meaning |", "|---|---|---|---|---|"]
        for name, column in table.columns().items():
            empty = "yes" if column.nullable else "no"
            allowed = f" One of: {', '.join(column.allowed)}." if column.allowed else ""
            said = f"{column.meaning}{allowed}"
            out.append(f"| {name} | {column.dtype} | {column.unit} | {empty} | {said} |")
        out += ["", *(f"- Known fault: {fault}" for fault in table.faults), ""]
    return "\n".join(out).rstrip() + "\n"


def commands() -> str:
    """Return the page of commands."""
    import typer

    from avow.cli.main import app

    out = ["# Commands", "", "Made from `src/avow/cli`. Each prints more with `--help`.", ""]
    root = typer.main.get_command(app)
    for path, command in _walk(root, "avow"):
        arguments = " ".join(p.name.upper() for p in _arguments(command))
        options = [p for p in command.params if p.param_type_name == "option"]
        out += [f"## `{path}{' ' + arguments if arguments else ''}`", ""]
        out += [(command.help or "").split("Example")[0].strip(), ""]
        out += [f"- `{'`, `'.join(o.opts)}`: {o.help or ''}" for o in options if o.name != "help"]
        out.append("")
    return "\n".join(out).replace("\n\n\n", "\n\n").rstrip() + "\n"


def _context(command):
    return command.context_class(command)


def _arguments(command):
    return [p for p in command.params if p.param_type_name == "argument"]


def _walk(command, path: str) -> Iterator[tuple]:
    names = command.list_commands(_context(command)) if hasattr(command, "list_commands") else []
    if not names:
        yield path, command
    for name in names:
        yield from _walk(command.get_command(_context(command), name), f"{path} {name}")


def pages() -> str:
    """Return the page of public addresses."""
    from avow.web.publication.urls import urlpatterns

    out = ["# Public pages", "", "Made from `src/avow/web/publication/urls.py`.", ""]
    out += ["| address | name | what it shows |", "|---|---|---|"]
    for pattern in urlpatterns:
        words = " ".join((pattern.callback.__doc__ or "").split("\n\n")[0].split())
        out.append(f"| `/{pattern.pattern}` | `{pattern.name}` | {words} |")
    return "\n".join([*out, ""])


def states() -> Iterator[tuple[str, str]]:
    """Yield a page per state table."""
    from avow.web.consultation import states as consultation
    from avow.web.core.states import diagram
    from avow.web.initiatives import states as initiatives
    from avow.web.plan import states as plan
    from avow.web.profiles import states as profiles
    from avow.web.releases import states as releases

    for name, title, table in (
        ("plan-states", "States of a plan version", plan.TRANSITIONS),
        ("submission-states", "States of a submission", consultation.SUBMISSION),
        ("recommendation-states", "States of a recommendation", consultation.RECOMMENDATION),
        ("profile-states", "States of an edition of a problem profile", profiles.MOVES),
        ("release-states", "States of a proposal to publish", releases.TRANSITIONS),
        ("initiative-states", "States of an initiative", initiatives.INITIATIVE),
        ("assessment-states", "States of an equality impact assessment", initiatives.ASSESSMENT),
    ):
        yield name, f"# {title}\n\nMade from the state table in the code.\n\n{diagram(table)}"


def everything() -> dict[Path, str]:
    """Return every generated page by its path."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.web.config.settings.test")
    import django

    django.setup()
    made = {
        "settings": settings(),
        "measures": measures(),
        "tables": tables(),
        "commands": commands(),
        "pages": pages(),
    }
    made |= dict(states())
    return {REFERENCE / f"{name}.md": text for name, text in made.items()}


def main() -> int:
    """Write the pages, or with ``--check`` name the stale ones."""
    stale = [
        (path, text)
        for path, text in everything().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if "--check" in sys.argv:
            print(f"{path} is stale: run `make docs`.", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())

"""The groups of `avow`, each loaded only when it is called, so that `--help` stays quick."""

import importlib
import os
from typing import Any

import typer
from typer.core import TyperGroup

_GROUPS = {
    "plan": "Read a plan document.",
    "consultation": "Read what people and organisations ask of a plan.",
    "text": "Find themes, codes and duplicates in free-text answers.",
    "feed": "Load facts from a source, and show what was loaded.",
    "measure": "List, show and run measures on the loaded facts.",
    "variation": "Tell signal from chance: between units, over time, in small areas.",
    "disparity": "Compare groups at every step from report to outcome, on any table.",
    "synthetic": "Invent records of any size, with known truths built in.",
    "evaluation": "Did it change anything? A pilot set against what was to be expected.",
    "site": "Set up and serve the web site.",
    "person": "Who may sign in, and what they may do.",
    "audit": "Check the trace of who did and saw what.",
}


class _LazyGroups(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return list(_GROUPS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _GROUPS:
            return None
        module = importlib.import_module(f"avow.cli.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.help = command.help or _GROUPS[cmd_name]
        command.name = cmd_name  # or the list of commands would show none
        return command


app = typer.Typer(
    cls=_LazyGroups,
    no_args_is_help=True,
    add_completion=False,
    help="Avow: a police action plan on violence against women and girls, run in the open.",
)


@app.callback()
def _root() -> None:
    """Hold the groups together; each is a module of `avow.cli`.

    What they write is for the account that runs them and its group: records, exact figures, keys.
    """
    os.umask(os.umask(0o077) | 0o007)


def main() -> None:
    """Run the command line."""
    app()

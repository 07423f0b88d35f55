"""`avow text`: themes, codes and duplicates in the free-text answers of any CSV file."""

import json
import random
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avow.cli.answers_file import Answers, read_answers, refuse
from avow.cli.wrapping import wrapped

if TYPE_CHECKING:
    from avow.analysis.text.coding import Suggestion

app = typer.Typer(
    no_args_is_help=True, help="Find themes, codes and duplicates in the answers of a CSV file."
)


class Format(StrEnum):
    """How results are printed."""

    json = "json"
    text = "text"


File = Annotated[Path, typer.Argument(help="A CSV file (UTF-8) with a header row.")]
Text = Annotated[str, typer.Option(help="The column that holds the answers.")]
Id = Annotated[
    str | None,
    typer.Option(
        "--id", help="The column that names a row; 'id' if there is one, else its number."
    ),
]
Seed = Annotated[int, typer.Option(help="The same seed gives the same result.")]
Form = Annotated[Format, typer.Option("--format", help="json or text.")]


@app.callback()
def _root() -> None:
    """Find themes, codes and duplicates in the answers of a CSV file."""


@app.command(
    epilog="Examples:  avow text themes answers.csv --text answer  |  "
    "avow text themes answers.csv --text answer --question 'What should change?' --format json"
)
def themes(
    file: File,
    text: Text,
    identifier: Id = None,
    question: Annotated[str, typer.Option(help="The question that was asked.")] = "",
    count: Annotated[
        int | None, typer.Option(min=1, help="So many themes at most; chosen when not given.")
    ] = None,
    seed: Seed = 1,
    form: Form = Format.text,
) -> None:
    """Propose themes, each with key terms, three quotes and the ids of its answers.

    Exit code 2: the file or a column cannot be read.
    """
    from avow.analysis.text.themes import propose

    answers = read_answers(file, text=text, identifier=identifier)
    proposal = propose(answers.texts, seed=seed, question=question, count=count)
    ids = answers.ids
    result = {
        "themes": [
            {
                "label": theme.label,
                "terms": list(theme.terms),
                "quotes": [answers.texts[index] for index in theme.quotes],
                "quote_ids": [ids[index] for index in theme.quotes],
                "ids": [ids[index] for index, _ in theme.members],
            }
            for theme in proposal.themes
        ],
        "set_apart": {ids[index]: reason for index, reason in proposal.set_apart.items()},
        "unassigned": [ids[index] for index in proposal.unassigned],
    }
    if form is Format.json:
        _print(result)
    else:
        _show_themes(result, len(ids))


@app.command(
    epilog="Example:  avow text code answers.csv --text answer --labels codes --train 300 --seed 1"
)
def code(
    file: File,
    text: Text,
    labels: Annotated[str, typer.Option(help="The column of labels, separated by '|'.")],
    train: Annotated[int, typer.Option(min=1, help="Learn from so many coded rows.")],
    seed: Seed,
    identifier: Id = None,
    form: Form = Format.text,
) -> None:
    """Learn from some coded rows, drawn by the seed, and suggest labels for all others.

    Rows without labels are never drawn, get a suggestion, and are left out of the F1 scores.
    Exit code 2: the file or a column cannot be read, or too few rows are coded.
    """
    from avow.analysis.text.coding import Coder, f1_scores

    answers = read_answers(file, text=text, identifier=identifier, labels=labels)
    drawn = _draw(file, answers, train, seed)
    rest = sorted(set(range(len(answers.ids))) - set(drawn))
    texts = [answers.texts[i] for i in rest]
    coder = Coder.learn(
        [answers.texts[i] for i in drawn],
        [answers.labels[i] for i in drawn],
        seed=seed,
        unlabelled=texts,
    )
    found = coder.suggest(texts)
    scored = [(answers.labels[i], s.labels) for i, s in zip(rest, found, strict=True)]
    scored = [(truth, said) for truth, said in scored if truth]
    scores = f1_scores([truth for truth, _ in scored], [said for _, said in scored])
    result = {
        "train_ids": [answers.ids[i] for i in drawn],
        "suggestions": [
            {"id": answers.ids[i], "labels": list(s.labels), "confidence": round(s.confidence, 4)}
            for i, s in zip(rest, found, strict=True)
        ],
        "micro_f1": scores.micro,
        "macro_f1": scores.macro,
    }
    if form is Format.json:
        _print(result)
    else:
        _show_codes(result, found)


@app.command(
    epilog="Examples:  avow text duplicates answers.csv --text answer  |  "
    "avow text duplicates answers.csv --text answer --format json"
)
def duplicates(file: File, text: Text, identifier: Id = None, form: Form = Format.text) -> None:
    """Group answers that are exact or near copies, or made from one template.

    Exit code 2: the file or a column cannot be read.
    """
    from avow.analysis.text.duplicates import find

    answers = read_answers(file, text=text, identifier=identifier)
    groups = [
        {
            "ids": [answers.ids[index] for index in group.members],
            "kind": group.kind,
            "template": group.template,
            "people": group.people,
            "distinct": group.distinct,
        }
        for group in find(answers.texts)
    ]
    if form is Format.json:
        _print({"groups": groups})
    else:
        _show_groups(groups, len(answers.ids))


def _draw(file: Path, answers: Answers, train: int, seed: int) -> list[int]:
    coded = [index for index, labels in enumerate(answers.labels) if labels]
    if train > len(coded) or train >= len(answers.ids):
        refuse(
            f"{file}: {len(coded)} of {len(answers.ids)} rows have labels; --train {train} would "
            "leave nothing to suggest or has too few to learn from. Give a smaller number."
        )
    return sorted(random.Random(seed).sample(coded, train))  # noqa: S311


def _print(result: dict[str, Any]) -> None:
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def _show_themes(result: dict[str, Any], count: int) -> None:
    for place, theme in enumerate(result["themes"], 1):
        typer.echo("\n" + wrapped(f"{theme['label']} ({len(theme['ids'])})", f"{place:3}. "))
        typer.echo(wrapped(", ".join(theme["terms"]), "     "))
        for quote in theme["quotes"]:
            typer.echo(wrapped(f"“{quote.strip()}”", "     "))
    inside = len({name for theme in result["themes"] for name in theme["ids"]})
    typer.echo(
        f"\n{count} answers: {inside} in {len(result['themes'])} themes, "
        f"{len(result['set_apart'])} set apart, {len(result['unassigned'])} unassigned"
    )


def _show_codes(result: dict[str, Any], found: "Sequence[Suggestion]") -> None:
    for suggestion in result["suggestions"]:
        labels = " | ".join(suggestion["labels"])
        typer.echo(f"{suggestion['confidence']:.2f}  {suggestion['id']}  {labels}")
    typer.echo(f"\nLearnt from {len(result['train_ids'])} answers; {len(found)} suggestions")
    if result["micro_f1"] is not None:
        micro, macro = result["micro_f1"], result["macro_f1"]
        typer.echo(f"F1 against the labels of those: micro {micro:.3f}, macro {macro:.3f}")


def _show_groups(groups: list[dict[str, Any]], count: int) -> None:
    for group in groups:
        typer.echo(
            f"\n{group['kind']}: {group['people']} people, {group['distinct']} distinct texts"
        )
        typer.echo(wrapped(group["template"], "     "))
    people = sum(group["people"] for group in groups)
    typer.echo(f"\n{len(groups)} groups with {people} of {count} answers")

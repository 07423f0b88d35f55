"""`avow consultation`: read what a submission asks of a plan."""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from avow.analysis.documents import Plan
    from avow.analysis.text import Reading, Similarity

app = typer.Typer(no_args_is_help=True, help="Read what people and organisations ask of a plan.")


class Format(StrEnum):
    """How a submission's recommendations are printed."""

    json = "json"
    text = "text"


@app.callback()
def _root() -> None:
    """Read what people and organisations ask of a plan."""


@app.command(
    epilog="Examples:  avow consultation read letter.txt --plan plan.txt  |  "
    "avow consultation read letter.txt --plan plan.toml --format text --every-sentence"
)
def read(
    file: Annotated[
        Path, typer.Argument(help="The submission: PDF, DOCX, ODT, HTML, Markdown, text or .eml.")
    ],
    plan: Annotated[
        Path, typer.Option(help="The plan: its document, or what 'avow plan read' wrote.")
    ],
    format: Annotated[Format, typer.Option(help="json or text.")] = Format.json,  # noqa: A002
    submitter: Annotated[
        str | None, typer.Option(help="Who sent it; taken from the text when not given.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="A sentence model's folder, to compare by meaning (extra 'semantic')."),
    ] = None,
    model_hash: Annotated[
        str | None, typer.Option(help="The SHA-256 that the model's files must have.")
    ] = None,
    every_sentence: Annotated[
        bool, typer.Option(help="Also list what was not taken, and why.")
    ] = False,
) -> None:
    """Find every recommendation in a submission and link it to the plan's commitments.

    Exit code 2: a file cannot be read, the plan is no plan, or the model cannot be loaded.
    """
    from avow.analysis.documents import UnreadableDocumentError, read_document
    from avow.analysis.text import find_recommendations
    from avow.cli.plan import load_plan

    loaded = load_plan(plan)
    try:
        document = read_document(file)
    except UnreadableDocumentError as error:
        typer.echo(f"avow: {error}", err=True)
        raise typer.Exit(2) from error
    for warning in document.warnings:
        typer.echo(f"avow: {warning}", err=True)
    reading = find_recommendations(
        document.text,
        loaded,
        submitter,
        _similarity(model, model_hash),
        known=document.structure,
    )
    if format is Format.json:
        told = reading.to_dict()
        for row in told["recommendations"]:
            place = document.place(row["start"])
            row |= {"page": place.page, "line": place.line}
        if every_sentence:
            told["sentences"] = [asdict(sentence) for sentence in reading.sentences]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(reading, loaded, document.text, every_sentence=every_sentence)


def _similarity(model: str | None, expected: str | None) -> "Similarity | None":
    if model is None:
        return None
    from avow.analysis.text.semantic import SemanticUnavailableError, SentenceEmbeddings

    try:
        return SentenceEmbeddings.load(model, expected)
    except SemanticUnavailableError as error:
        typer.echo(f"avow: {error}", err=True)
        raise typer.Exit(2) from error


def _show(reading: "Reading", plan: "Plan", text: str, *, every_sentence: bool) -> None:
    from avow.cli.wrapping import wrapped

    titles = {commitment.number: commitment.title for commitment in plan.commitments}
    section = None
    for place, found in enumerate(reading.recommendations, 1):
        if found.section != section:
            section = found.section
            typer.echo("\n" + wrapped(section or "(before any heading)"))
        typer.echo("\n" + wrapped(found.quote, f"{place:4}. "))
        typer.echo(wrapped(f"{found.strength}: {found.reason}", "      "))
        for link in found.links:
            heading = f"commitment {link.commitment} ({link.score:.2f}) {titles[link.commitment]}"
            typer.echo(wrapped(heading, "      → "))
            typer.echo(wrapped(link.why, "        "))
        if found.gap:
            typer.echo("      → a gap: no commitment of the plan would carry it")
    if every_sentence:
        typer.echo("\nNot taken for recommendations")
        for sentence in reading.sentences:
            if not sentence.recommendation:
                quote = text[sentence.start : sentence.end]
                typer.echo(wrapped(f"[{sentence.reason}] {quote}", "  - "))
    gaps = sum(found.gap for found in reading.recommendations)
    typer.echo(
        f"\n{reading.submitter or 'Submitter not named'}: {len(reading.recommendations)} "
        f"recommendations, {gaps} of them gaps, in {len(reading.sentences)} sentences and headings"
    )

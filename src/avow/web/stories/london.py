"""The story of London: the published draft plan, two long submissions and the Met's open data.

Nothing of these documents is part of Avow; they are read from the folders given.
"""

from datetime import date
from pathlib import Path

from avow.analysis.documents import read_text
from avow.web.stories.invented import releases
from avow.web.stories.story import Story, ToldSubmission

FORCE = "Metropolitan Police Service"
_FACTS = (
    ("boundaries", ("wards_2025.geojson", "boroughs.geojson", "bcu_boroughs.csv"), "geography"),
    ("population", ("borough_population_2019_2024.csv",), "geography"),
    ("mps-vawg", ("vawg-offences.parquet", "vawg-victims.parquet"), "mps"),
)

# Which open measures bear on which action; a reviewer's reading, not the force's.
_EVIDENCE = {
    "3.1": ["recorded-offences-per-1000"],
    "5.3": ["offences-without-ward", "victims-ethnic-group-unknown"],
    "6.2": ["recorded-late-share", "change-on-year-before"],
    "6.4": ["share-rape"],
    "8.4": ["victims-ethnic-group-unknown"],
    "9.2": ["offences-without-ward"],
    "9.3": ["recorded-offences"],
    "10.1": ["share-stalking", "share-controlling-or-coercive-behaviour"],
}


class SourceMissingError(FileNotFoundError):
    """A document or file of the story is not in the folders given."""


def london(*, facts: Path, sources: Path) -> Story:
    """Return the story of London from the folders of open data and of documents.

    Raises:
        SourceMissingError: a file is not there; the message names it.
    """
    return Story(
        name="London",
        force=FORCE,
        today=date(2026, 3, 2),
        loads=lambda _: [
            (feed, [_there(facts / folder / name) for name in names])
            for feed, names, folder in _FACTS
        ],
        first_plan=read_text(_one(sources, "003_*.txt")),
        plan_name="draft-commitments-2023.txt",
        submissions=[
            ToldSubmission(
                "Solace Women's Aid",
                "Response to the action plan",
                date(2022, 1, 31),
                "solace-action-plan.txt",
                read_text(_one(sources, "000_*.txt")),
            ),
            ToldSubmission(
                "Solace Women's Aid",
                "Response to the draft Police and Crime Plan",
                date(2022, 1, 31),
                "solace-police-and-crime-plan.txt",
                read_text(_one(sources, "002_*.txt")),
            ),
        ],
        example_answers=18,
        evidence=_EVIDENCE,
        releases=releases(first=2019, last=2025),
    )


def _there(path: Path) -> Path:
    if not path.exists():
        raise SourceMissingError(
            f"{path} is not there. Give the folder of open data with --facts (DATA= with make)."
        )
    return path


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise SourceMissingError(
            f"No {pattern} in {folder}. Give the folder of documents with --sources "
            "(SOURCES= with make)."
        )
    return found[0]

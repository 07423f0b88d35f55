"""The story of the demo: an invented city, its force, its plan and who answered it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from avow.analysis import synthetic
from avow.analysis.synthetic import records
from avow.web.stories.invented_progress import progress
from avow.web.stories.story import (
    Loads,
    Story,
    ToldAnswer,
    ToldOccasion,
    ToldRelease,
    ToldSubmission,
)
from avow.web.stories.trying import initiatives

SEED = 1
RESPONSES = 1400
FIRST_MONTH = date(2022, 3, 1)
LAST_MONTH = date(2026, 2, 1)


def invented() -> Story:
    """Return the story of the invented city."""
    made = synthetic.city()
    return Story(
        name=made.name,
        force=made.force,
        today=date(2026, 3, 2),
        loads=_loads,
        records=_records,
        first_plan=synthetic.plan_text("draft"),
        final_plan=synthetic.plan_text("final"),
        plan_name="plan-draft.txt",
        submissions=[
            ToldSubmission(s.organisation, s.title, s.received, s.file, s.text)
            for s in synthetic.submissions()
        ],
        answers=[
            ToldAnswer(
                a.submission,
                a.quote,
                tuple(str(n) for n in a.commitments),
                a.decision,
                a.reason,
                a.change,
            )
            for a in synthetic.answers()
        ],
        progress=progress(),
        evidence={p.number: p.measures for p in synthetic.progress()},
        releases=releases(first=2022, last=2025),
        responses=lambda areas: synthetic.responses(RESPONSES, seed=SEED, areas=areas),
        responses_told=RESPONSES,
        occasions=occasions(),
        initiatives=initiatives(),
        addresses={
            "lanternside.txt": "office@lanternside.example",
            "youth-voice.txt": "hello@youthvoice.example",
        },
        replies={
            "Neighbourhood officers should stay in post for at least two years": (
                "We hear that posts cannot be fixed by rule. Then tell us, every year, how long "
                "officers did stay in each ward. Women here should not have to start again with "
                "a stranger each spring."
            )
        },
        response="What you said, and what we do",
    )


def occasions() -> tuple[ToldOccasion, ...]:
    """Return where the invented force went to listen, and where it plans to."""
    return (
        ToldOccasion(
            "round-table",
            "Safer journeys: students' round table",
            date(2025, 5, 20),
            0,
            "Thornhaven Students' Union",
            ("students", "girls"),
            {"students": 14, "girls": 9},
            "The way home from the library and from work came up again and again.",
            (
                ("students", "Run a staffed night bus between the campus and the station."),
                ("girls", "Let us report harassment on the tram by text."),
            ),
        ),
        ToldOccasion(
            "walk",
            "Walk and talk along the canal",
            date(2025, 5, 28),
            2,
            "Canalside neighbourhood team",
            ("night-workers", "older"),
            {"older": 6, "night-workers": 4},
            "",
            (("older", "Cut back the bushes by the footbridge and mend the lamps."),),
        ),
        ToldOccasion(
            "victims",
            "Listening to survivors",
            date(2025, 6, 4),
            None,
            "Lanternside Domestic Abuse Service",
            ("victims",),
            {"victims": 8},
            "Held at the service's own house, with its advisers there throughout.",
            (
                (
                    "victims",
                    "Give every victim one named person, and tell her before a case closes.",
                ),
            ),
        ),
        ToldOccasion(
            "round-table",
            "Deaf women's round table",
            host="Thornhaven Deaf Women's Circle",
            wanted=("deaf",),
        ),
        ToldOccasion(
            "round-table",
            "Women of faith communities",
            date(2025, 6, 11),
            1,
            "Three congregations",
            ("faith",),
            reason="The hosts asked for another date, outside the festival.",
        ),
    )


def _loads(folder: Path) -> Loads:
    made = synthetic.city()
    synthetic.write_city(made, folder)
    synthetic.write_facts(made, folder, seed=SEED, start=FIRST_MONTH, end=LAST_MONTH)
    return [
        (
            "boundaries",
            [folder / f for f in ("wards.geojson", "boroughs.geojson", "geography.toml")],
        ),
        ("population", [folder / "borough_population.csv", folder / "geography.toml"]),
        (
            "mps-vawg",
            [
                folder / f
                for f in ("vawg-offences.parquet", "vawg-victims.parquet", "geography.toml")
            ],
        ),
    ]


def _records(data: Path) -> object:
    """Write the records behind the published counts: the same offences, one by one."""
    return records.write_agreeing(data, seed=SEED, start=FIRST_MONTH, end=LAST_MONTH)


def releases(first: int, last: int) -> Sequence[ToldRelease]:
    """Return the figures that both stories publish, over whole years ``first`` to ``last``."""
    start, end = date(first, 1, 1), date(last, 12, 31)
    newest = date(last, 1, 1)
    return (
        ToldRelease(
            "Recorded offences by ward",
            "Offences recorded as violence against women and girls, by ward, over one year.",
            "map",
            "recorded-offences",
            "ward",
            "year",
            newest,
            end,
        ),
        ToldRelease(
            "Recorded offences for every 1,000 residents, by borough",
            "How many offences each borough recorded for its residents, year by year.",
            "chart",
            "recorded-offences-per-1000",
            "borough",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Offences recorded more than a year later, by command unit",
            "The share of offences that were recorded more than a year after they began.",
            "chart",
            "recorded-late-share",
            "bcu",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Rape as a share of recorded offences",
            "How much of what is recorded is rape, for the whole force.",
            "chart",
            "share-rape",
            "force",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Stalking as a share of recorded offences",
            "How much of what is recorded is stalking, for the whole force.",
            "chart",
            "share-stalking",
            "force",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Controlling or coercive behaviour as a share of recorded offences",
            "How much of what is recorded is controlling or coercive behaviour.",
            "chart",
            "share-controlling-or-coercive-behaviour",
            "force",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Victims whose ethnic group is not known",
            "The share of victims for whom no officer-defined ethnic group was recorded.",
            "chart",
            "victims-ethnic-group-unknown",
            "force",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Offences recorded without a ward, by command unit",
            "The share of offences that cannot be placed, so that maps miss them.",
            "table",
            "offences-without-ward",
            "bcu",
            "year",
            start,
            end,
        ),
        ToldRelease(
            "Change on the year before, by borough",
            "By how much recorded offences rose or fell on the year before.",
            "table",
            "change-on-year-before",
            "borough",
            "year",
            date(first + 1, 1, 1),
            end,
        ),
    )

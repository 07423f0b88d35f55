"""How far the actions of the invented plan are: owners, milestones, evidence, units."""

from datetime import date
from typing import Any

from avow.analysis import synthetic
from avow.web.stories.story import ToldDocument, ToldMilestone, ToldProgress

_QUARTER_END = {"Q1": (3, 31), "Q2": (6, 30), "Q3": (9, 30), "Q4": (12, 31)}
# Who signs in for actions beside the owner; the other posts have nobody yet.
_OWNER = ("1.2", "2.1", "2.4", "3.1", "3.3", "8.1", "9.1")
_LEAD = ("2.2", "5.1")
# Said to be done or on track, and nothing shows it, or what does is too old.
_NOTHING_SHOWN = ("1.2", "10.2")
_SHOWN_LONG_AGO = ("3.4",)

_BY_THE_BOARD = (
    "Minutes of the plan board",
    "The board was given the figures behind the report and had them checked.",
)
_SHOWN = {
    "1.1": ("Second quarterly report", "Cases, how long each has been open, and how it ended."),
    "1.3": ("Vetting register", "How many people have been vetted again, and what came of it."),
    "2.1": ("Book of events", "Date, place, guests and fees of each event that was held."),
    "2.3": ("First report of the scrutiny panel", "Forty files read, six lessons named."),
    "3.4": ("Training register", "Who of the call handlers has had the day."),
    "4.1": ("Letter of the charity", "The line is answered, with the number of calls a month."),
    "8.1": ("Return of the advocacy services", "Days from report to offer, victim by victim."),
}

_MORE: dict[str, dict[str, Any]] = {
    "1.2": {
        "days_old": 40,
        "ahead": "The contract is signed, and the adviser is introduced to every unit.",
    },
    "1.3": {
        "milestones": (
            ToldMilestone("A third of the force vetted again", -200, -210, "Vetting register"),
            ToldMilestone("Half of the force vetted again", -30, -41, "Vetting register"),
            ToldMilestone("Everybody vetted again", 700),
        ),
    },
    "1.4": {
        "unchanged": 3,
        "obstacle": "Legal advice on access to closed files has been promised three times.",
    },
    "2.1": {
        "days_old": 40,
        "by_unit": (100, 100, 50, 50, 100, 50, 50, 50, 50),
        "ahead": "The last three command units hold their first event.",
    },
    "2.4": {
        "days_old": 36,
        "milestones": (
            ToldMilestone("Money agreed for two years", -120, -118, "Budget decision"),
            ToldMilestone("Members appointed", -12),
            ToldMilestone("First meeting held", 60),
        ),
    },
    "3.1": {
        "status": "at-risk",
        "days_old": 45,
        "ahead": "A second round of recruiting for the stalking teams.",
        "obstacle": "Pay for the shift pattern is not agreed.",
        "review": "year",
    },
    "3.2": {"status": "at-risk", "review": "year"},
    "3.3": {"days_old": 1, "review": "year"},
    "4.3": {"status": "late", "ahead": "Publish the replies with what we do about them."},
    "5.3": {"status": "at-risk", "review": "year"},
    "8.1": {
        "days_old": 50,
        "milestones": (
            ToldMilestone("Offered to half of all victims", -90, -95, "Quarterly figures"),
            ToldMilestone("Offered to three in four victims", 30),
            ToldMilestone("Offered to every victim", 210),
        ),
    },
    "9.1": {
        "days_old": 38,
        "milestones": (
            ToldMilestone("Phone and online reports open", -60, -70, "The public page"),
            ToldMilestone("Easy Read and British Sign Language", 75),
        ),
    },
    "9.2": {"status": "late"},
}


def progress() -> list[ToldProgress]:
    """Return how far each action of the invented plan is."""
    return [_told(step) for step in synthetic.progress()]


def _told(step: synthetic.Progress) -> ToldProgress:
    number = step.number
    more = dict(_MORE.get(number, {}))
    status = more.pop("status", {"under-way": "on-track"}.get(step.status, step.status))
    review = more.pop("review", "year" if step.measures else "quarter")
    parts = {**dict.fromkeys(_OWNER, "owner"), **dict.fromkeys(_LEAD, "lead")}
    return ToldProgress(
        number,
        step.owner,
        status,
        _due(step.due),
        step.note,
        part=parts.get(number, ""),
        review=review,
        documents=_documents(step, status),
        **more,
    )


def _documents(step: synthetic.Progress, status: str) -> tuple[ToldDocument, ...]:
    if status not in ("on-track", "done") or step.number in _NOTHING_SHOWN:
        return ()
    days = 200 if step.number in _SHOWN_LONG_AGO else 25
    title, shows = _SHOWN.get(step.number, _BY_THE_BOARD)
    return (ToldDocument(title, days, shows),)


def _due(quarter: str) -> date | None:
    year, _, part = quarter.partition("-")
    return date(int(year), *_QUARTER_END[part]) if part else None

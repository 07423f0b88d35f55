"""Forms of evaluations, in GOV.UK patterns."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from crispy_forms_gds.layout import Layout
from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.analysis.tables.shared import PLACE_KINDS
from avow.web.accounts.models import Person
from avow.web.core.tried import tried
from avow.web.evaluations import figures, kinds
from avow.web.evaluations.actions import Planned
from avow.web.evaluations.models import Evaluation
from avow.web.plan.forms import StaffForm, day_input

_PLACE = "place-"
_DATE = {
    "required": _("Choose the day."),
    "invalid": _("Write the date as day/month/year, for example 1/3/2027."),
}


class PlanForm(StaffForm):
    """The plan of an evaluation: what was tried, where, when, and what it is judged by.

    Beside its fields it has one for each place of the kind ``by``: what part it plays.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give it a title.")},
    )
    tried = forms.CharField(
        label=_("What was tried"),
        help_text=_("In a few sentences: what was done, by whom, and for whom."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Say what was tried.")},
    )
    expected = forms.CharField(
        label=_("What is expected, and what would speak against it"),
        help_text=_(
            "Written before anybody looks: which way the outcome should go, by how much, and how "
            "the place was chosen. More reports can be a good sign."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Say what is expected.")},
    )
    starts_on = forms.DateField(
        label=_("First month in which it ran"),
        help_text=_("The first day of the first full month."),
        widget=day_input(),
        error_messages=_DATE,
    )
    ends_on = forms.DateField(
        label=_("Last month in which it ran (optional)"),
        help_text=_("Leave empty if it still runs."),
        widget=day_input(),
        required=False,
        error_messages=_DATE,
    )
    measure = forms.ChoiceField(label=_("Outcome"), choices=(), required=False)
    place_kind = forms.ChoiceField(
        label=_("Only offences in (optional)"),
        help_text=_("Narrows the number of recorded offences; not for other outcomes."),
        choices=(),
        required=False,
    )
    methods = forms.MultipleChoiceField(
        label=_("Methods"),
        help_text=_("Choose now; all that are chosen are shown, whatever they find."),
        choices=kinds.METHODS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one method.")},
    )
    initiative = forms.ChoiceField(
        label=_("Initiative (optional)"),
        help_text=_("What was tried, if it is kept on this site as an initiative."),
        choices=(),
        required=False,
        error_messages={"invalid_choice": _("This is no initiative that you may see.")},
    )
    later = forms.CharField(
        label=_("Places that began later (optional)"),
        help_text=_(
            "A place of the pilot a line, with the first day of its first full month, such as "
            "“Alder 1/9/2024”. Only the difference in differences allows for it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(
        self, *args: Any, by: str, person: Person, registered: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["initiative"].choices = self._initiatives(person)  # type: ignore[attr-defined]
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            ("", now("Number of recorded offences")),
            *figures.outcomes(by),
        ]
        self.fields["place_kind"].choices = [  # type: ignore[attr-defined]
            ("", now("All kinds of place")),
            *((kind, kind) for kind in PLACE_KINDS),
        ]
        shown = [name for name in self.fields if name not in ("revision", "later")]
        shown.insert(shown.index("ends_on") + 1, "later")
        if registered:
            self.fields["reason"] = forms.CharField(
                label=_("Why the registered plan is changed"),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                error_messages={"required": _("Say why. The reason stays beside the plan.")},
            )
            shown.append("reason")
        self.helper.layout = Layout("revision", *shown)
        self.places = figures.places(by)
        for number, name in enumerate(self.places):
            self.fields[f"{_PLACE}{number}"] = forms.ChoiceField(
                label=name,
                choices=kinds.PARTS,
                required=False,
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    def _initiatives(self, person: Person) -> list[tuple[str, str]]:
        known = [(str(one.id), f"{one.title}, {one.starts_on:%Y}") for one in tried(person)]
        own = str(self.initial.get("initiative") or "")
        if own and own not in dict(known):
            known.append((own, now("One that you may not see")))
        return [("", now("None")), *known]

    def place_fields(self) -> list[forms.BoundField]:
        """Return the fields of places, for the page to lay out."""
        return [self[f"{_PLACE}{number}"] for number in range(len(self.places))]

    def clean(self) -> dict[str, Any]:
        """Ask for a place, and for a count where a kind of place is chosen."""
        cleaned = super().clean() or {}
        if not self._in(kinds.PILOT):
            self.add_error(None, now("Say in which places it was tried: choose “Pilot” for them."))
        if cleaned.get("measure") and cleaned.get("place_kind"):
            self.add_error(
                "place_kind", now("This narrows the number of offences only, not a measure.")
            )
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and starts.day != 1:
            self.add_error("starts_on", now("Choose the first day of a month."))
        if starts and ends and ends < starts:
            self.add_error("ends_on", now("It cannot end before it starts."))
        if starts:
            self._clean_later(cleaned, starts)
        return cleaned

    def _clean_later(self, cleaned: dict[str, Any], starts: date) -> None:
        """Read the places that began later; what cannot be is said beside the field."""
        try:
            later = later_starts(cleaned.get("later", ""), self._in(kinds.PILOT))
        except ValueError as error:
            self.add_error("later", str(error))
            return
        cleaned["later"] = later
        if any(day <= starts for day in later.values()):
            self.add_error("later", now("These begin after the first month in which it ran."))
        if later and cleaned.get("methods") not in (None, [kinds.DID]):
            self.add_error(
                "methods",
                now("Where places begin at different times, only the first method can tell."),
            )
        if later and cleaned.get("ends_on"):
            self.add_error("ends_on", now("Leave it empty where places begin at different times."))

    def _in(self, part: str) -> list[str]:
        return [
            name
            for number, name in enumerate(self.places)
            if (self.cleaned_data.get(f"{_PLACE}{number}") or kinds.COMPARED) == part
        ]

    def planned(self) -> Planned:
        """Return what is planned, as filled in."""
        names = (
            "title",
            "tried",
            "expected",
            "starts_on",
            "ends_on",
            "measure",
            "place_kind",
            "methods",
            "later",
        )
        known = self.cleaned_data["initiative"]
        return Planned(
            by=self.by,
            initiative=UUID(known) if known else None,
            areas=self._in(kinds.PILOT),
            neighbours=self._in(kinds.NEXT),
            comparison=self._in(kinds.COMPARED),
            **{name: self.cleaned_data[name] for name in names},
        )


def later_starts(text: str, pilot: list[str]) -> dict[str, date]:
    """Return the first day of each place that began later, from lines of a place and a day.

    Raises:
        ValueError: a line has no day, the day is no first of a month, or the place is no pilot or
            stands there twice. The text says which line, and what to write.
    """
    found: dict[str, date] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _space, written = line.rpartition(" ")
        place, day = name.strip(" :,"), _day(written)
        if day is None or day.day != 1:
            raise ValueError(
                now("“%(line)s”: write the place and the first day of a month, as in “%(like)s”.")
                % {"line": line, "like": f"{pilot[0] if pilot else 'Alder'} 1/9/2024"}
            )
        if place not in pilot or place in found:
            raise ValueError(
                now("“%(line)s”: the places of the pilot are %(places)s; name each once.")
                % {"line": line, "places": ", ".join(pilot) or now("none yet")}
            )
        found[place] = day
    return found


def _day(written: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day, not a time
        except ValueError:
            continue
    return None


def initial_of(evaluation: Evaluation) -> dict[str, Any]:
    """Return what the form of a plan shows at first."""
    names = (
        "revision",
        "title",
        "tried",
        "expected",
        "starts_on",
        "ends_on",
        "measure",
        "place_kind",
        "methods",
        "initiative",
    )
    filled = {name: getattr(evaluation, name) for name in names}
    own = {area: evaluation.starts[area] for area in evaluation.later}
    filled["later"] = "\n".join(f"{area} {day:%-d/%-m/%Y}" for area, day in own.items())
    parts = {
        **dict.fromkeys(evaluation.areas, kinds.PILOT),
        **dict.fromkeys(evaluation.neighbours, kinds.NEXT),
        **dict.fromkeys(evaluation.comparison, kinds.COMPARED),
    }
    for number, name in enumerate(figures.places(evaluation.by)):
        filled[f"{_PLACE}{number}"] = parts.get(name, kinds.LEFT_OUT)
    return filled


class WordsForm(StaffForm):
    """What an analyst makes of the findings."""

    text = forms.CharField(
        label=_("What we make of it"),
        help_text=_(
            "In plain words: what the figures allow to say, what they do not, which of the "
            "threats people who know the place can rule out. No names of people."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=8000,
        error_messages={"required": _("Write something first.")},
    )

"""Forms about how far actions are, in GOV.UK patterns."""

from typing import Any

from crispy_forms_gds.layout import HTML, Field, Layout
from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.plan.actions import Details, Document, UnitReport
from avow.web.plan.forms import StaffForm, day_input
from avow.web.plan.models import Progress
from avow.web.plan.models.progress import DONE, REPORTED
from avow.web.plan.unit_standing import UnitStanding

_DATE = {"invalid": _("Write the date as day/month/year, for example 31/3/2027.")}
PUBLISHED = _("This is published. Name no victim, survivor, suspect or member of staff.")


def text_field(label: Any, rows: int, required: Any = "", **more: Any) -> forms.CharField:
    """Return a field for words of so many lines; ``required`` is what is said if it is empty."""
    if required:
        more["error_messages"] = {"required": required}
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, required=bool(required), **more)


def day_field(label: Any, required: Any = "", **more: Any) -> forms.DateField:
    """Return a field for a day; ``required`` is what is said if it is empty."""
    messages = {**_DATE, **({"required": required} if required else {})}
    return forms.DateField(
        label=label,
        required=bool(required),
        widget=day_input(),
        error_messages=messages,
        **more,
    )


class ReportForm(StaffForm):
    """How far an action is. ``assigned`` says that its post is known, and is not asked for."""

    status = forms.ChoiceField(
        label=_("How far is it?"),
        choices=REPORTED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far the action is.")},
    )
    owner = forms.CharField(
        label=_("Post that answers for it"),
        help_text=_("A post, not a person’s name: this is published."),
        max_length=120,
        error_messages={"required": _("Say which post answers for it.")},
    )
    due = day_field(_("Due (optional)"))
    note = text_field(
        _("What happened"),
        3,
        _("Say in a sentence what has been done or what comes next."),
        help_text=PUBLISHED,
    )
    ahead = text_field(_("What comes next (optional)"), 2, help_text=PUBLISHED)
    obstacle = text_field(
        _("What stands in the way (optional)"), 2, help_text=_("Only staff read this.")
    )

    def __init__(self, *args: Any, assigned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if assigned:
            del self.fields["owner"], self.fields["due"]
        self.helper.layout = Layout(
            Field.radios("status", small=True), *(name for name in self.fields if name != "status")
        )

    def details(self, corrects: Progress | None = None) -> Details:
        """Return what the report says beside its status and note."""
        return Details(self.cleaned_data["ahead"], self.cleaned_data["obstacle"], corrects)


class AnswerForm(ReportForm):
    """A report as the monthly page asks for it, with what shows it if there is anything new."""

    proof_title = forms.CharField(
        label=_("What the document or note is called"), max_length=200, required=False
    )
    proof_dated = day_field(_("The date on it"))
    proof_shows = text_field(_("What it shows"), 2, help_text=PUBLISHED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, assigned=True, **kwargs)
        typed = any(self[name].value() for name in _PROOF)
        self.helper.layout = Layout(
            Field.radios("status", small=True),
            "note",
            "ahead",
            "obstacle",
            HTML(_DETAILS.format(" open" if typed else "", conditional_escape(_NEW_EVIDENCE))),
            *_PROOF,
            HTML("</div></details>"),
        )

    @property
    def is_begun(self) -> bool:
        """Whether anything was filled in."""
        return any(self[name].value() for name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in _PROOF if cleaned.get(name)]
        if given and "proof_dated" not in self.errors:
            for name, said in _PROOF.items():
                if not cleaned.get(name):
                    self.add_error(name, said)
        return cleaned

    @property
    def document(self) -> Document | None:
        """The document that was named, or None."""
        title, dated = self.cleaned_data["proof_title"], self.cleaned_data["proof_dated"]
        return Document(title, dated) if title and dated else None


_NEW_EVIDENCE = _("Add evidence: a document or note with a date")
_DETAILS = (
    '<details class="govuk-details"{}><summary class="govuk-details__summary">'
    '<span class="govuk-details__summary-text">{}</span></summary>'
    '<div class="govuk-details__text">'
)
_PROOF = {
    "proof_title": _("Say what the document or note is called."),
    "proof_dated": _("Give the date on the document or note."),
    "proof_shows": _("Say what it shows of the action."),
}


class UnitForm(StaffForm):
    """How far one unit is; left as it was, nothing is reported."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", ""), *REPORTED],
        required=False,
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    percent = forms.IntegerField(
        label=_("Percent"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-3"}),
    )
    note = forms.CharField(
        label=_("Note (published)"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )

    def __init__(self, *args: Any, standing: UnitStanding, **kwargs: Any) -> None:
        told = standing.report
        initial = (
            {"status": told.status, "percent": told.percent, "note": told.note} if told else {}
        )
        super().__init__(*args, initial=initial, **kwargs)
        self.unit, self.standing = standing.unit, standing

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.has_changed() or self.errors:
            return cleaned
        if cleaned.get("status") == DONE and cleaned.get("percent") is None:
            cleaned["percent"] = 100
        if not cleaned.get("status"):
            self.add_error("status", now("%(unit)s: choose a status.") % {"unit": self.unit})
        elif cleaned.get("percent") is None:
            self.add_error("percent", now("%(unit)s: give a percentage.") % {"unit": self.unit})
        elif (cleaned["status"] == DONE) != (cleaned["percent"] == 100):
            self.add_error(
                "percent",
                now("%(unit)s: what is done is at 100%%, and nothing else is.")
                % {"unit": self.unit},
            )
        return cleaned

    @property
    def report(self) -> UnitReport:
        """What was said of the unit."""
        told = self.cleaned_data
        return UnitReport(self.unit, told["status"], told["percent"], told["note"])

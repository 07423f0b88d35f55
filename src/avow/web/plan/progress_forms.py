"""Forms about how far actions are, in GOV.UK patterns."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms_gds.layout import HTML, Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.accounts.models import Person
from avow.web.core import evidence
from avow.web.plan.actions import Details, Document, Marker, UnitReport
from avow.web.plan.forms import StaffForm, day_input
from avow.web.plan.models import Progress
from avow.web.plan.models.assignment import QUARTER, REVIEWS
from avow.web.plan.models.progress import DONE, REPORTED
from avow.web.plan.models.proof import DOCUMENT
from avow.web.plan.standing import UnitStanding

_DATE = {"invalid": _("Write the date as day/month/year, for example 31/3/2027.")}
_PUBLISHED = _("This is published. Name no victim, survivor, suspect or member of staff.")


def _text(label: Any, rows: int, required: Any = "", **more: Any) -> forms.CharField:
    if required:
        more["error_messages"] = {"required": required}
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, required=bool(required), **more)


def _day(label: Any, required: Any = "", **more: Any) -> forms.DateField:
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
    due = _day(_("Due (optional)"))
    note = _text(
        _("What happened"),
        3,
        _("Say in a sentence what has been done or what comes next."),
        help_text=_PUBLISHED,
    )
    ahead = _text(_("What comes next (optional)"), 2, help_text=_PUBLISHED)
    obstacle = _text(
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
    proof_dated = _day(_("The date on it"))
    proof_shows = _text(_("What it shows"), 2, help_text=_PUBLISHED)

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


class AssignForm(StaffForm):
    """Who answers for an action, by when, and how fresh its evidence must be."""

    post = forms.CharField(
        label=_("Post that answers for it"),
        help_text=_("A post, not a person’s name: this is published."),
        max_length=120,
        error_messages={"required": _("Say which post answers for it.")},
    )
    person = forms.ModelChoiceField(
        label=_("Who signs in for that post (optional)"),
        help_text=_("They are asked every month how far it is. Their name is not published."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    due = _day(_("Due (optional)"))
    review = forms.ChoiceField(
        label=_("How often its evidence must be new"),
        help_text=_("“Done” and “on track” are shown as not evidenced when it is older."),
        choices=REVIEWS,
        initial=QUARTER,
        widget=forms.RadioSelect,
    )
    units = forms.MultipleChoiceField(
        label=_("Units that each deliver it (optional)"),
        help_text=_("Leave all empty where the force delivers it as a whole."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, units: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 — declared above
        able = [p.pk for p in Person.objects.filter(is_active=True) if p.may("progress.report")]
        person.queryset = Person.objects.filter(pk__in=able).order_by("name")
        if units:
            choice = self.fields["units"]
            assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 — declared above
            choice.choices = [(unit, unit) for unit in units]
        else:
            del self.fields["units"]


class MilestoneForm(StaffForm):
    """A step on the way."""

    title = forms.CharField(
        label=_("What is to be reached"),
        help_text=_PUBLISHED,
        max_length=200,
        error_messages={"required": _("Say what is to be reached.")},
    )
    due = _day(_("Due"), _("Say by when it is to be reached."))
    done_on = _day(_("Reached on (if it was)"))
    shown_by = _text(_("What shows that it was reached"), 2, help_text=_PUBLISHED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("done_on") and not cleaned.get("shown_by"):
            self.add_error("shown_by", now("Say what shows that it was reached."))
        return cleaned

    @property
    def marker(self) -> Marker:
        """The milestone as filled in."""
        return Marker(**self.cleaned_data)


class ProofForm(StaffForm):
    """What shows how far an action is: a document of its own, or something to cite."""

    what = forms.ChoiceField(label=_("What is it?"))
    title = forms.CharField(
        label=_("Title of the document or note"), max_length=200, required=False
    )
    dated = _day(_("The date on it"))
    address = forms.URLField(
        label=_("Where it can be read (optional)"),
        help_text=_("An address that the public can open."),
        required=False,
        assume_scheme="https",
    )
    shows = _text(
        _("What it shows of the action"),
        3,
        _("Say what it shows of the action."),
        help_text=_PUBLISHED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101 — declared above
        offered = [
            (str(kind.label), [(f"{key}:{c.key}", _named(c.title, c.dated)) for c in kind.source()])
            for key, kind in evidence.kinds().items()
        ]
        own = (DOCUMENT, now("A document or note, named below"))
        what.choices = [own, *(group for group in offered if group[1])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == DOCUMENT:
            if not cleaned.get("title"):
                self.add_error("title", now("Say what the document or note is called."))
            if not cleaned.get("dated") and "dated" not in self.errors:
                self.add_error("dated", now("Give the date on the document or note."))
        return cleaned


def _named(title: str, dated: date) -> str:
    return f"{title}, {date_format(dated, 'j F Y')}"


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

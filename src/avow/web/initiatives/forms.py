"""Forms of initiatives and assessments, in GOV.UK patterns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.analysis import measures
from avow.analysis.disparity import variable
from avow.web.accounts.models import Person
from avow.web.initiatives import queries, states
from avow.web.initiatives.actions import Proposed
from avow.web.initiatives.comparing import places
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.initiatives.questions import questions
from avow.web.plan.forms import StaffForm, day_input

_DAY = _("Write the date as day/month/year, for example 31/3/2027.")


def _day(label: Any, required: Any = "", **options: Any) -> forms.DateField:
    messages = {"invalid": _DAY} | ({"required": required} if required else {})
    return forms.DateField(
        label=label,
        widget=day_input(),
        required=bool(required),
        error_messages=messages,
        **options,
    )


class _ShapedForm(StaffForm):
    """A form whose fields are known only when it is made."""

    def _lay_out(self) -> None:
        """Draw the fields as they are now: the layout was made before they were."""
        self.helper.layout = self.helper.build_default_layout(self)


class InitiativeForm(_ShapedForm):
    """What is proposed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give it a title.")}
    )
    tried = forms.CharField(
        label=_("What is tried"),
        help_text=_("What is done differently, by whom, and what it should change."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Say what is tried.")},
    )
    lineages = forms.MultipleChoiceField(
        label=_("Commitments it serves"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one commitment.")},
    )
    areas = forms.MultipleChoiceField(
        label=_("Where (none chosen: the whole force)"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_on = _day(_("It begins on"), required=_("Choose the day on which it begins."))
    ends_on = _day(_("It ends on"), required=_("Choose the day on which it ends."))
    owner_post = forms.CharField(
        label=_("Post that answers for it"),
        help_text=_("A post, not a name: for example “Superintendent, Public Protection”."),
        max_length=120,
        error_messages={"required": _("Say which post answers for it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(c.lineage), str(c)) for c in queries.commitments()]
        self.fields["lineages"].choices = named  # type: ignore[attr-defined]
        where = [(place, place) for place in places()]
        self.fields["areas"].choices = where  # type: ignore[attr-defined]
        if not where:
            del self.fields["areas"]
            self._lay_out()

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It cannot end before it begins."))
        return cleaned

    def proposed(self) -> Proposed:
        """Return what is proposed, as filled in."""
        names = ("title", "tried", "lineages", "starts_on", "ends_on", "owner_post")
        said = {name: self.cleaned_data[name] for name in names}
        return Proposed(**said, areas=self.cleaned_data.get("areas", ()))


class ExtendForm(StaffForm):
    """Until when it goes on."""

    ends_on = _day(_("It now ends on"), required=_("Choose the day on which it ends."))


class CloseForm(StaffForm):
    """How it ended, and what came of it; of what was never live, why it is withdrawn."""

    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[
            (states.ENDED, _("It ended as it was meant to")),
            (states.STOPPED, _("It was stopped before its end")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        help_text=_("What it changed, what it did not, and whether anybody was harmed."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Say what came of it.")},
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if initiative.state != states.PROPOSED:
            return
        del self.fields["state"]
        outcome = self.fields["outcome"]
        outcome.label, outcome.help_text = _("Why it is withdrawn"), ""
        outcome.error_messages["required"] = _("Say why it is withdrawn.")
        self.helper.layout = self.helper.build_default_layout(self)

    def clean(self) -> dict[str, Any]:
        """What was never live can only be stopped."""
        cleaned: dict[str, Any] = super().clean() or {}
        return {"state": states.STOPPED} | cleaned


class HandOverForm(StaffForm):
    """Who answers for it from now on."""

    owner = forms.ModelChoiceField(
        label=_("Who signs in for the post that answers for it"),
        help_text=_("They may change it, and are told what is overdue. Never published."),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who answers for it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Person.objects.filter(is_active=True)
        able = [person.pk for person in active if person.may("initiative.edit")]
        owner = self.fields["owner"]
        owner.queryset = active.filter(pk__in=able).order_by("name")  # type: ignore[attr-defined]


class WithdrawForm(StaffForm):
    """Why a signature is withdrawn."""

    reason = forms.CharField(
        label=_("Why the signature is withdrawn"),
        help_text=_(
            "The version stays on record. Until another one is signed the initiative cannot go "
            "live, or be extended; if it is live, whoever answers for it is told."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Say why the signature is withdrawn.")},
    )


class SignForm(StaffForm):
    """What the signer says of what was to be looked at."""

    remark = forms.CharField(
        label=_("Why you sign it in spite of that"),
        help_text=_("It stands under your signature."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": _("Say why you sign it in spite of that, or send it back.")},
    )

    def __init__(self, *args: Any, doubts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not doubts:
            del self.fields["remark"]
            self.helper.layout = self.helper.build_default_layout(self)


class AssessmentForm(_ShapedForm):
    """The questions of an assessment, and when it is reviewed. A draft may have holes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = questions(assessment.definition)
        for one in self.asked:
            self.fields[f"answer-{one.key}"] = forms.CharField(
                label=one.question,
                help_text=one.hint,
                widget=forms.Textarea(attrs={"rows": 6}),
                max_length=20_000,
                required=False,
            )
        self.fields["review_on"] = _day(
            _("It is reviewed on"), help_text=_("A year from now at the latest.")
        )
        self._lay_out()

    def answers(self) -> dict[str, str]:
        """Return the answers by the keys of their questions, as filled in."""
        return {one.key: self.cleaned_data[f"answer-{one.key}"] for one in self.asked}


class MitigationForm(StaffForm):
    """A step that keeps people from harm."""

    what = forms.CharField(
        label=_("What is done"),
        max_length=500,
        error_messages={"required": _("Say what is done.")},
    )
    post = forms.CharField(
        label=_("By which post"),
        max_length=120,
        error_messages={"required": _("Say which post does it.")},
    )
    due = _day(_("By when"), required=_("Choose the day by which it is done."))


class SendBackForm(StaffForm):
    """What is missing."""

    reason = forms.CharField(
        label=_("What is missing?"),
        max_length=500,
        error_messages={"required": _("Say what is missing.")},
    )


class FigureForm(_ShapedForm):
    """Which figures to look at before one is taken: first a measure, then how it is split."""

    measure = forms.ChoiceField(label=_("Measure"), choices=())
    split = forms.ChoiceField(label=_("Split by"), choices=(), required=False)
    by = forms.ChoiceField(label=_("Place"), choices=())
    period = forms.ChoiceField(label=_("Newest complete"), choices=())

    def __init__(self, *args: Any, measure: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {d.id: d for d in sorted(measures.definitions(), key=lambda d: d.title)}
        self._choose("measure", [(d.id, d.title) for d in known.values()])
        chosen = known.get(measure)
        if chosen is None:
            for name in ("split", "by", "period"):
                del self.fields[name]
        else:
            splits = [(split, split_words(split)) for split in chosen.groups]
            self._choose("split", [("", _("Not split")), *splits])
            self._choose("by", [pair for pair in _AREAS.items() if pair[0] in chosen.by])
            self._choose("period", [p for p in _PERIODS.items() if p[0] in chosen.periods])
        self._lay_out()

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


_AREAS = {
    "force": _("The whole force"),
    "bcu": _("Command units"),
    "borough": _("Boroughs"),
}
_PERIODS = {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")}


def split_words(split: str) -> str:
    """Return a split as words: ``victim.sex`` is “victim: sex”, ``a*b`` is both."""
    named = []
    for part in split.split("*"):
        person, _dot, column = part.rpartition(".")
        title = variable(column).title or column
        named.append(f"{person}: {title}" if person else title)
    return " × ".join(named)

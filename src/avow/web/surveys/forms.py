"""Forms by which staff build surveys, in GOV.UK patterns."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.core.templatetags.avow import ICONS
from avow.web.core.uploads import with_plain_lines
from avow.web.plan.forms import StaffForm, day_input
from avow.web.plan.models import Commitment, Version
from avow.web.surveys import equality
from avow.web.surveys.models import Question
from avow.web.surveys.models.question import AREA, EQUALITY, KINDS
from avow.web.surveys.models.survey import PLACES
from avow.web.surveys.policies import WITH_OPTIONS

_BAD_DAY = _("Write the date as day/month/year, for example 31/3/2027.")


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among versions of plans, each saying what state it is in."""

    def label_from_instance(self, obj: Version) -> str:
        return f"{obj} ({obj.get_state_display()})"


class CommitmentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among the commitments of the version asked about."""

    def label_from_instance(self, obj: Commitment) -> str:
        return str(obj)


def _versions() -> QuerySet[Version]:
    return Version.objects.defer("source_text").order_by("-created_at")


class NewSurveyForm(StaffForm):
    """What a new survey begins with."""

    version = VersionField(
        label=_("Which version of the plan does it ask about?"),
        queryset=_versions(),
        empty_label=None,
        help_text=_("Before the survey opens, the public must be able to read that version."),
    )
    title = forms.CharField(
        label=_("Title (optional)"),
        help_text=_("Left empty: “Have your say” and the plan’s title."),
        max_length=200,
        required=False,
    )
    filled = forms.TypedChoiceField(
        label=_("What to begin with"),
        choices=(
            (
                "yes",
                _(
                    "Questions from the plan: agreement with each commitment, what is missing, "
                    "comments on passages, area, equality monitoring"
                ),
            ),
            ("no", _("No questions")),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    place = forms.ChoiceField(
        label=_("Where people answer"), choices=PLACES, widget=forms.RadioSelect, initial="here"
    )


class SurveyForm(StaffForm):
    """What a survey says before its first question, and its address."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give it a title.")}
    )
    introduction = forms.CharField(
        label=_("Introduction (optional)"),
        help_text=_("What it is about and what becomes of the answers, in a few plain sentences."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("The end of its address: small letters, digits and hyphens."),
        max_length=60,
        error_messages={"required": _("Give it an address, for example “safer-streets”.")},
    )

    def clean_introduction(self) -> str:
        return with_plain_lines(self.cleaned_data["introduction"])


class DatesForm(StaffForm):
    """First and last day of a survey."""

    opens_on = forms.DateField(
        label=_("First day"),
        help_text=_("It opens as this day begins."),
        widget=day_input(),
        error_messages={"invalid": _BAD_DAY, "required": _("Choose the first day.")},
    )
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("It closes by itself as this day ends."),
        widget=day_input(),
        error_messages={"invalid": _BAD_DAY, "required": _("Choose the last day.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("closes_on", now("The last day must not be before the first."))
        return cleaned


class SectionForm(StaffForm):
    """Title and introduction of a section."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=300, error_messages={"required": _("Give it a title.")}
    )
    introduction = forms.CharField(
        label=_("Introduction (optional)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def clean_introduction(self) -> str:
        return with_plain_lines(self.cleaned_data["introduction"])


class NewQuestionForm(StaffForm):
    """The kind of a new question; its words follow on the next page."""

    kind = forms.ChoiceField(
        label=_("What kind of question?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind.")},
    )
    wording = forms.CharField(
        label=_("The question"),
        help_text=_("Not needed for equality monitoring: the standard gives the words."),
        max_length=1000,
        required=False,
    )
    standard = forms.ChoiceField(
        label=_("Standard (equality monitoring only)"), required=False, choices=()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, equality.standard(name)["title"]) for name in equality.standards()]
        self.fields["standard"].choices = [("", now("Choose a standard")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == EQUALITY and not cleaned.get("standard"):
            self.add_error("standard", now("Choose the standard."))
        if cleaned.get("kind") not in (None, EQUALITY) and not cleaned.get("wording"):
            self.add_error("wording", now("Write the question."))
        return cleaned


class QuestionForm(StaffForm):
    """What a question says. Fields that its kind does not have are left out."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    wording = forms.CharField(
        label=_("The question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write the question.")},
    )
    hint = forms.CharField(
        label=_("Help with it (optional)"),
        help_text=_("Shown beneath the question: what it means, or what it is about."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One on each line. Changing an answer takes its translations away."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    commitment = CommitmentField(
        label=_("Commitment it is about (optional)"),
        queryset=Commitment.objects.none(),
        empty_label=_("None in particular"),
        required=False,
    )
    symbol = forms.ChoiceField(
        label=_("Symbol (optional)"),
        help_text=_("Shown beside the question in the Easy Read version."),
        choices=[("", _("None")), *((name, name) for name in sorted(ICONS))],
        required=False,
    )

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        commitments = Commitment.objects.filter(pillar__version=question.survey.version_id)
        self.fields["commitment"].queryset = commitments  # type: ignore[attr-defined]
        self.fields["commitment"].to_field_name = "lineage"  # type: ignore[attr-defined]
        if question.kind not in WITH_OPTIONS or question.kind == EQUALITY:
            del self.fields["options"]
        elif question.kind == AREA:
            self.fields["options"].label = now("Areas to choose from")
            self.fields["options"].help_text = now(
                "One on each line, by name. “Somewhere else” and “Prefer not to say” are added. "
                "Never ask for a postcode."
            )

    def clean_hint(self) -> str:
        return with_plain_lines(self.cleaned_data["hint"])

    def clean_wording(self) -> str:
        return with_plain_lines(self.cleaned_data["wording"])


class LanguageForm(StaffForm):
    """A language to add, chosen or by its tag."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=())
    tag = forms.CharField(
        label=_("Or its tag"),
        help_text=_("For a language that is not in the list, for example “lo” or “sr-Latn”."),
        max_length=35,
        required=False,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", now("Choose a language")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["wanted"] = cleaned.get("tag") or cleaned.get("language")
        if not cleaned["wanted"]:
            self.add_error("language", now("Choose a language, or write its tag."))
        return cleaned


class StringsForm(StaffForm):
    """A file of translations that came back from a translator."""

    strings = forms.FileField(
        label=_("Translated file"),
        help_text=_("The CSV or XLSX file you downloaded, with the last column filled in."),
        error_messages={
            "required": _("Choose the file that the translator sent back."),
            "empty": _("The file is empty. Choose the one that holds the translations."),
        },
    )

"""Forms of the themes pages."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from avow.web.themes.margins import MarginFileError, shares_of


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class ThemeForm(forms.Form):
    """What a theme is called, and what belongs in it."""

    label = forms.CharField(
        label=_("Label"),
        max_length=120,
        help_text=_("A few words, as they would stand in a report."),
        error_messages={"required": _("Give the theme a label.")},
    )
    description = forms.CharField(
        label=_("What belongs in it (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("So that two people would code the same answers to it."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class SampleForm(forms.Form):
    """How many coded answers a second person codes."""

    size = forms.IntegerField(
        label=_("How many answers"),
        min_value=2,
        max_value=1000,
        initial=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        help_text=_("Fifty give a rough figure, 200 a good one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper()


class PopulationForm(forms.Form):
    """The population's shares by the answers of a question, as a small file or typed in."""

    document = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("Two columns: the answer and its share or number of people."),
    )
    pasted = forms.CharField(
        label=_("Or type them in, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For example: Northbank, 0.31"),
    )
    source = forms.CharField(
        label=_("Where the figures are from"),
        max_length=200,
        help_text=_("For example: Census 2021, table TS001"),
        error_messages={"required": _("Say where the figures are from.")},
    )

    def __init__(self, options: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        self.helper = _helper()

    def clean(self) -> dict[str, Any]:
        """Return the fields, with ``shares`` read from the file or the text."""
        cleaned: dict[str, Any] = super().clean() or {}
        upload, pasted = cleaned.get("document"), cleaned.get("pasted") or ""
        if upload and pasted.strip():
            raise ValidationError(_("Choose a file or type the shares in, not both."))
        content = upload.read(100_000) if upload else pasted.encode()
        try:
            cleaned["shares"] = shares_of(content, self.options)
        except MarginFileError as error:
            self.add_error("document" if upload else "pasted", str(error))
        return cleaned

"""The form by which files of answers come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.web.plan.forms import StaffForm
from avow.web.surveys.models.taken_in import HOW_GIVEN


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several]


class FilesForm(StaffForm):
    """Files of answers that another tool exported."""

    exports = FilesField(
        label=_("Files of answers"),
        help_text=_("CSV or XLSX, one row a response. Several may be chosen at once."),
        widget=_Files(attrs={"accept": ".csv,.xlsx,.xls,.tsv,.txt"}),
        error_messages={
            "required": _("Choose the file that the survey tool exported."),
            "empty": _("The file is empty. Export it again."),
        },
    )
    header_rows = forms.TypedChoiceField(
        label=_("Rows of headers"),
        choices=((0, _("Find out")), (1, _("One")), (2, _("Two"))),
        coerce=lambda value: int(value) or None,
        empty_value=None,
        widget=forms.RadioSelect,
        initial=0,
    )
    given = forms.ChoiceField(
        label=_("How people answered"),
        choices=HOW_GIVEN,
        widget=forms.RadioSelect,
        initial="online",
    )
    manifest = forms.FileField(
        label=_("Manifest (optional)"),
        help_text=_(
            "An XLSX file that says which questions of several exports are the same, for example "
            "of the main and the Easy Read version."
        ),
        required=False,
    )

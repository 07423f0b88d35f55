"""Forms about what belongs to an action: who answers for it, milestones, evidence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.accounts.models import Person
from avow.web.core import evidence
from avow.web.plan.actions import Marker
from avow.web.plan.forms import StaffForm
from avow.web.plan.models.assignment import QUARTER, REVIEWS
from avow.web.plan.models.proof import DOCUMENT
from avow.web.plan.progress_forms import PUBLISHED, day_field, text_field

FORCE, SOME = "force", "some"


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
    due = day_field(_("Due (optional)"))
    review = forms.ChoiceField(
        label=_("How often its evidence must be new"),
        help_text=_("“Done” and “on track” are shown as not evidenced when it is older."),
        choices=REVIEWS,
        initial=QUARTER,
        widget=forms.RadioSelect,
    )
    delivered = forms.ChoiceField(label=_("Who delivers it"), widget=forms.RadioSelect)
    units = forms.MultipleChoiceField(
        label=_("Which units, if some"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        bcus: Sequence[str],
        boroughs: Sequence[str],
        held: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 — declared above
        able = [p.pk for p in Person.objects.filter(is_active=True) if p.may("progress.report")]
        person.queryset = Person.objects.filter(pk__in=able).order_by("name")
        self.ways = {FORCE: [], "bcu": list(bcus), "borough": list(boroughs)}
        self._choose("delivered", self._ways(len(bcus), len(boroughs)))
        known = dict.fromkeys([*held, *bcus, *boroughs])
        self._choose("units", [(unit, unit) for unit in known])
        chosen = next((way for way, every in self.ways.items() if every == list(held)), SOME)
        self.initial.update(delivered=chosen, units=held if chosen == SOME else [])
        self.helper.layout = Layout(
            "post",
            "person",
            "due",
            Field.radios("review", small=True),
            Field.radios("delivered", small=True),
            *([Field.checkboxes("units", small=True)] if known else []),
        )

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — declared above
        field.choices = choices

    def _ways(self, bcus: int, boroughs: int) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = [(FORCE, now("The force as a whole"))]
        if bcus:
            found.append(("bcu", now("Every command unit (%(n)d)") % {"n": bcus}))
        if boroughs:
            found.append(("borough", now("Every borough (%(n)d)") % {"n": boroughs}))
        return [*found, (SOME, now("Some units, ticked below"))] if len(found) > 1 else found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = cleaned.get("delivered")
        if way == SOME and not cleaned.get("units"):
            self.add_error("units", now("Tick the units that deliver it."))
        elif way in self.ways:
            cleaned["units"] = self.ways[way]
        return cleaned


class MilestoneForm(StaffForm):
    """A step on the way."""

    title = forms.CharField(
        label=_("What is to be reached"),
        help_text=PUBLISHED,
        max_length=200,
        error_messages={"required": _("Say what is to be reached.")},
    )
    due = day_field(_("Due"), _("Say by when it is to be reached."))
    done_on = day_field(_("Reached on (if it was)"))
    shown_by = text_field(_("What shows that it was reached"), 2, help_text=PUBLISHED)

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
    dated = day_field(_("The date on it"))
    address = forms.URLField(
        label=_("Where it can be read (optional)"),
        help_text=_("An address that the public can open."),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "govuk-input"}),
    )
    shows = text_field(
        _("What it shows of the action"),
        3,
        _("Say what it shows of the action."),
        help_text=PUBLISHED,
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

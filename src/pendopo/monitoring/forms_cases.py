"""What people say at each step of a critical contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField
from pendopo.monitoring.states_cases import CaseCause, CaseStatus


def _long(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea, max_length=4000, error_messages={"required": missing}
    )  # fmt: skip


class CauseForm(forms.Form):
    """What holds the work up."""

    cause = forms.ChoiceField(
        label=_("What holds the work up"), choices=CaseCause.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what holds the work up")},
    )  # fmt: skip
    note = _long(_("What happened"), _("Write what happened"))


class NoteForm(forms.Form):
    """How it was settled."""

    note = _long(_("How it is settled: time, money, other work"), _("Write how it is settled"))


class LetterForm(forms.Form):
    """A letter to the supplier."""

    number = forms.CharField(label=_("Number of the letter"), max_length=120)
    date = DateField(label=_("Date of the letter"))
    text = _long(_("What the supplier is asked to do, and by when"), _("Write what the supplier is asked to do"))


class MeetingForm(forms.Form):
    """A show cause meeting with its test."""

    number = forms.CharField(label=_("Number of the minutes"), max_length=120)
    date = DateField(label=_("Day of the meeting"))
    minutes = _long(_("What was said and agreed"), _("Write what was said and agreed"))
    target_percent = forms.DecimalField(
        label=_("Percent of the whole to be reached"), max_digits=5, decimal_places=2, min_value=0, max_value=100,
        localize=True,
    )  # fmt: skip
    to_date = DateField(label=_("Last day of the test"))


class EndForm(forms.Form):
    """What follows the third failed test."""

    way = forms.ChoiceField(
        label=_("What follows"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (CaseStatus.TRIPARTY, CaseStatus.TERMINATED)],
        error_messages={"required": _("Choose what follows")},
    )  # fmt: skip
    note = _long(_("Reason, for everybody to read"), _("Write the reason"))

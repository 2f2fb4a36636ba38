"""What people write about proposals."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.choices import ORIGINS, PROPOSAL_STATUSES
from pendopo.budget.forms import PriceField
from pendopo.budget.queries import ProposalsAsked
from pendopo.budget.services import ProposalValues


class ProposalForm(forms.Form):
    """A new proposal."""

    title = forms.CharField(
        label=_("What is asked"), max_length=200, error_messages={"required": _("Write what is asked, in one line")}
    )
    origin = forms.ChoiceField(
        label=_("Where it comes from"), choices=ORIGINS, error_messages={"required": _("Choose where it comes from")}
    )
    behind = forms.CharField(
        label=_("Meeting or group"),
        help_text=_("For example Musrenbang Kecamatan Bobotsari. No names of residents."),
        max_length=160,
        required=False,
    )
    unit = forms.ChoiceField(label=_("Unit that would carry it out"), error_messages={"required": _("Choose the unit")})
    desa = forms.CharField(
        label=_("Village"),
        help_text=_("Write part of the name, then choose. Leave it empty for the whole region."),
        required=False,
        widget=forms.TextInput(attrs={"list": "daftar-desa", "autocomplete": "off"}),
    )
    volume = forms.CharField(
        label=_("How much of it"), help_text=_("For example 640 meter"), max_length=80, required=False
    )
    estimate_amount = PriceField(
        label=_("Estimate"), error_messages={"required": _("Write the amount in digits, for example 150.000.000")}
    )
    reason = forms.CharField(
        label=_("Why it is needed"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["unit"]).choices = [("", _("Choose the unit")), *units]

    def values(self) -> ProposalValues:
        """The cleaned answer as the act takes it."""
        given = dict(self.cleaned_data)
        given.pop("unit")
        return ProposalValues(desa_code=given.pop("desa").split(" ", 1)[0], **given)


class ProposalFilterForm(forms.Form):
    """What to look for."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    asal = forms.ChoiceField(label=_("Where it comes from"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    desa = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, everything, choices in (
            ("asal", _("Everywhere"), ORIGINS),
            ("status", _("Any status"), PROPOSAL_STATUSES),
            ("unit", _("All offices"), units),
        ):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", everything), *choices]

    def asked(self) -> ProposalsAsked:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given = self.cleaned_data
        words = {"text": "q", "origin": "asal", "status": "status", "unit": "unit", "desa": "desa"}
        return ProposalsAsked(**{name: given.get(field, "") for name, field in words.items()})


class ProposalAnswerForm(forms.Form):
    """What the budget team answers."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("Everybody reads it beside the proposal."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FundForm(forms.Form):
    """Which line pays for it."""

    line = forms.TypedChoiceField(
        label=_("Line of the budget"),
        coerce=int,
        error_messages={
            "required": _("Choose the line that pays for it"),
            "invalid_choice": _("Choose the line that pays for it"),
        },
    )

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["line"]).choices = [("", _("Choose a line")), *lines]

"""What a plan says outside its table, and which programmes of the budget carry one of its programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.rpjmd_rows import links_of

MOST_YEARS = 6


class PlanForm(forms.Form):
    """The head of a plan."""

    title = forms.CharField(label=_("Name of the plan"), max_length=200, help_text=_("For example RPJMD 2025–2029"))
    year_from = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    year_to = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2105)
    vision = forms.CharField(label=_("Vision"), max_length=500)
    legal_instrument = forms.CharField(
        label=_("Perda"), max_length=200, required=False, help_text=_("Empty while it is not set")
    )

    def clean(self) -> dict[str, Any]:
        """One to six years."""
        values = super().clean() or {}
        first, last = values.get("year_from"), values.get("year_to")
        if first and last and not first <= last < first + MOST_YEARS:
            self.add_error("year_to", _("A plan runs for one to six years."))
        return values


class LinkForm(forms.Form):
    """Codes of programmes of the budget."""

    codes = forms.CharField(
        label=_("Programmes of the budget"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One code in a line, such as 1.03.10. X.XX.01 is the support programme of every office."),
    )

    def clean_codes(self) -> tuple[str, ...]:
        """Each once, in capitals."""
        return tuple(dict.fromkeys(links_of(self.cleaned_data["codes"])))

"""What people write about a form beside its rows."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.items import ItemProblem
from pendopo.budget.models.details import ResultKind
from pendopo.budget.planning import MONTHS, DetailValues, IndicatorValues
from pendopo.budget.writing import read_volume, write_volume
from pendopo.kernel.fields import MoneyField

INDICATOR_ROWS = 3
MONTH_NAMES = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


class CountField(forms.CharField):
    """`1.250` as a whole number, nothing as None."""

    def clean(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = read_volume(text)
        except ItemProblem:
            raise forms.ValidationError(_("Write a whole number, for example 1.250")) from None
        if number != number.to_integral_value():
            raise forms.ValidationError(_("Write a whole number, for example 1.250"))
        return int(number)


class DetailForm(forms.Form):
    """For whom, when, and which results; the villages are checked apart (many small boxes)."""

    beneficiaries = CountField(label=_("How many benefit"), required=False)
    beneficiary_label = forms.CharField(
        label=_("Who benefits"), help_text=_("For example pupils, farmers, households"), max_length=100, required=False
    )
    periods = CountField(
        label=_("How many times a year"),
        help_text=_("For goods that are used up: 12 when they are given every month"),
        required=False,
    )
    first_month = forms.TypedChoiceField(label=_("From"), coerce=int, choices=list(enumerate(MONTH_NAMES, start=1)))
    last_month = forms.TypedChoiceField(label=_("Until"), coerce=int, choices=list(enumerate(MONTH_NAMES, start=1)))
    background = forms.CharField(
        label=_("Why this is needed"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4_000, required=False
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first_month", 1) > cleaned.get("last_month", MONTHS):
            self.add_error("last_month", _("The last month cannot come before the first"))
        return cleaned


class IndicatorForm(forms.Form):
    """One row of indicators; an empty row is left out."""

    kind = forms.ChoiceField(label=_("Kind of indicator"), choices=ResultKind.choices)
    text = forms.CharField(label=_("Indicator"), max_length=300, required=False)
    target = forms.CharField(label=_("Target"), max_length=20, required=False)
    measure = forms.CharField(label=_("Unit of measure"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("text", "target", "measure") if cleaned.get(name)]
        if given and len(given) < 3:
            raise forms.ValidationError(_("Write the indicator, its target and its unit, or leave all three empty"))
        if given:
            try:
                cleaned["target"] = read_volume(cleaned["target"])
            except ItemProblem:
                self.add_error("target", _("Write the target in digits, for example 12,5"))
        return cleaned

    def values(self) -> IndicatorValues | None:
        """The row, or None when it is empty."""
        given = self.cleaned_data
        if not given.get("text"):
            return None
        return IndicatorValues(given["kind"], given["text"], Decimal(given["target"]), given["measure"])


IndicatorFormSet = forms.formset_factory(IndicatorForm, extra=INDICATOR_ROWS, max_num=12)


def indicator_rows(detail: Any) -> list[dict[str, str]]:
    """Stored indicators as the rows of the form."""
    if detail is None:
        return [{"kind": kind} for kind in ResultKind.values]
    return [
        {"kind": row.kind, "text": row.text, "target": write_volume(row.target), "measure": row.measure}
        for row in detail.indicators.all()
    ]


def detail_values(form: DetailForm, rows: Any, places: list[str]) -> DetailValues:
    """Everything as the act takes it."""
    given = form.cleaned_data
    return DetailValues(
        given["beneficiaries"],
        given["beneficiary_label"],
        given["periods"],
        given["first_month"],
        given["last_month"],
        given["background"],
        tuple(values for row in rows if (values := row.values()) is not None),
        tuple(places),
    )


class CashForm(forms.Form):
    """Twelve amounts; `even` asks to share the sum out."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(MONTH_NAMES, start=1):
            self.fields[f"m{number}"] = MoneyField(label=name, required=False)

    def amounts(self) -> list[int]:
        """Whole rupiah, January first; an empty month is zero."""
        return [self.cleaned_data.get(f"m{number}") or 0 for number in range(1, MONTHS + 1)]

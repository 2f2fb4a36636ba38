"""What people type about rows of an Rka, and what readers choose on public pages."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.budget.items import ItemProblem, ItemValues, check_item
from pendopo.budget.problems import sentence
from pendopo.budget.queries.compare import FEWEST, MOST, UnitSum
from pendopo.budget.writing import read_coefficients, read_percent, read_price
from pendopo.kernel.fields import MoneyField

FIELD_OF = {
    "component": "component",
    "coefficients": "coefficients",
    "unit_price_amount": "price",
    "tax_percent": "tax",
}


class CoefficientField(forms.CharField):
    """`3 orang x 2 hari`; cleans to pairs of decimal and unit."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_coefficients(text)
        except ItemProblem as problem:
            raise forms.ValidationError(sentence(problem.field, problem.code)) from None


class PriceField(MoneyField):
    """Whole rupiah, with the budget's own words for what is wrong."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_price(text)
        except ItemProblem as problem:
            raise forms.ValidationError(sentence(problem.field, problem.code)) from None


class PercentField(forms.CharField):
    """`11` or `11,5%`; cleans to a decimal, nothing to zero."""

    def clean(self, value: Any) -> Any:
        try:
            return read_percent(str(value or ""))
        except ItemProblem as problem:
            raise forms.ValidationError(sentence(problem.field, problem.code)) from None


class ItemForm(forms.Form):
    """One component row. `values()` gives what the act takes."""

    account = forms.CharField(
        label=_("Budget account"),
        help_text=_("Write the code or part of the name, then choose"),
        widget=forms.TextInput(attrs={"list": "daftar-rekening", "autocomplete": "off"}),
        error_messages={"required": _("Choose an account from the list")},
    )
    component = forms.CharField(
        label=_("What is needed"), max_length=500, error_messages={"required": _("Write what is needed")}
    )
    specification = forms.CharField(label=_("Specification"), max_length=1000, required=False)
    coefficients = CoefficientField(
        label=_("Coefficient"),
        help_text=_("Up to four numbers with their units, for example 25 orang x 2 hari x 3 kali"),
        error_messages={"required": _("Write numbers with their units, for example 25 orang x 2 hari")},
    )
    price = PriceField(
        label=_("Unit price"), error_messages={"required": _("Write the price in digits, for example 45.000")}
    )
    tax = PercentField(label=_("Tax in percent"), required=False)
    funding = forms.TypedChoiceField(
        label=_("Source of funds"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose a source of funds of this year's list")},
    )
    package = forms.CharField(label=_("Work package"), max_length=200, required=False)
    placeholder = forms.BooleanField(
        label=_("The amount is provisional and will be detailed before submission"), required=False
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    standard = forms.IntegerField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        accounts: list[tuple[int, str, str]],
        fundings: Sequence[tuple[int, str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """`accounts` and `fundings` are (id, code, name); without sources of funds the form does not ask for one."""
        super().__init__(*args, **kwargs)
        self.accounts = {code: pk for pk, code, _name in accounts}
        chosen = [("", _("Not said yet")), *((pk, f"{code} {name}") for pk, code, name in fundings)]
        cast(forms.ChoiceField, self.fields["funding"]).choices = chosen
        if not fundings:
            del self.fields["funding"]

    def clean_component(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["component"].split())

    def clean_account(self) -> int:
        """The account's id, from its code (with or without the name behind it)."""
        code = self.cleaned_data["account"].split(" ", 1)[0]
        if code not in self.accounts:
            raise forms.ValidationError(sentence("account", "unknown"), code="unknown")
        return self.accounts[code]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                check_item(self.values())
            except ItemProblem as problem:
                self.add_error(FIELD_OF[problem.field], sentence(problem.field, problem.code))
        return cleaned

    def values(self) -> ItemValues:
        """The row as the act takes it."""
        given = self.cleaned_data
        return ItemValues(
            given["component"],
            given["price"],
            given["coefficients"],
            specification=given["specification"],
            tax_percent=given["tax"],
            kind="PLACEHOLDER" if given["placeholder"] else "NORMAL",
            package_label=given["package"],
            note=given["note"],
            funding_id=given.get("funding"),
            price_id=given["standard"],
        )


class PasteForm(forms.Form):
    """A table copied from a spreadsheet."""

    table = forms.CharField(
        label=_("Copied rows"),
        help_text=_(
            "Columns: account, what is needed, specification, coefficient, price, tax, package, note. A head row with"
            " these names may stand in any order."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off"}),
        strip=False,
        error_messages={"required": _("Paste at least one row")},
    )
    account = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class UnitFilterForm(forms.Form):
    """Filters of the list of units of a stage."""

    cari = forms.CharField(label=_("Unit name or code"), required=False)
    status = forms.ChoiceField(label=_("Status of the Rka"), required=False)

    def __init__(self, *args: Any, statuses: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("All statuses")), *statuses]  # type: ignore[attr-defined]


LEVELS = [("urusan", _("Government affair")), ("bidang", _("Field")), ("program", _("Programme"))]
RUPIAH, PERCENT, RESIDENT = "rupiah", "persen", "warga"


class CompareForm(forms.Form):
    """Which units, by what, and in which measure; `per_resident` offers the amount for each resident."""

    unit = forms.MultipleChoiceField(
        label=_("Offices and units"),
        help_text=_("Choose two to four."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose two to four units.")},
    )
    menurut = forms.ChoiceField(label=_("Group by"), choices=LEVELS, initial="program")
    tampil = forms.ChoiceField(label=_("Show as"), initial=PERCENT)

    def __init__(self, data: QueryDict, *, units: Iterable[UnitSum], per_resident: bool) -> None:
        """Bound once more than one unit is asked for; a single one is only ticked already."""
        asked = data.copy()
        for name in ("menurut", "tampil"):
            asked.setdefault(name, self.base_fields[name].initial)
        chosen = len(data.getlist("unit")) > 1 or "menurut" in data
        super().__init__(asked if chosen else None, initial={"unit": data.getlist("unit")})
        measures = [(PERCENT, _("Share of the unit's budget")), (RUPIAH, _("Rupiah"))]
        more = [(RESIDENT, _("Rupiah for each resident"))] if per_resident else []
        self._offer("unit", [(one.code, one.name) for one in units])
        self._offer("tampil", [*measures, *more])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean_unit(self) -> list[str]:
        """Two to four codes, each once."""
        codes = list(dict.fromkeys(self.cleaned_data["unit"]))
        if not FEWEST <= len(codes) <= MOST:
            raise forms.ValidationError(_("Choose two to four units."))
        return codes

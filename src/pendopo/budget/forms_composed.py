"""What the price officer writes about composed work (HSPK) and fair costs of activities (ASB)."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.forms import PercentField, PriceField
from pendopo.budget.forms_editions import CEILINGS, AccountsField
from pendopo.budget.items import ItemProblem
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.writing import read_volume

MOST_PARTS, SPARE_PARTS, MOST_DRIVERS = 60, 3, 4
_TIMES = re.compile(r"\s*[×*;]\s*|\s+[xX]\s+")


class NamedForm(forms.Form):
    """What a new composed item is called; an item that stands already keeps its name."""

    name = forms.CharField(
        label=_("Name of the item"),
        max_length=300,
        error_messages={"required": _("Write what the work or activity is called")},
    )
    specification = forms.CharField(label=_("Specification"), max_length=600, required=False)
    group = forms.CharField(label=_("Group of items"), max_length=200, required=False)
    accounts = AccountsField()
    kind = "HSPK"

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if new else ("name", "specification", "group", "accounts"):
            del self.fields[name]

    def row(self, measure: str, ceiling: str = "ESTIMATE") -> PriceRow:
        """The new item as the acts take it; its price comes from its parts."""
        given = self.cleaned_data
        words = (given["name"], given["specification"], measure, 0)
        return PriceRow(0, *words, self.kind, ceiling, given["group"], given["accounts"])


class HspkForm(NamedForm):
    """Composed work beside its parts."""

    measure = forms.CharField(
        label=_("Unit of measure"),
        max_length=60,
        error_messages={"required": _("Write what the price is for, for example m3")},
    )
    overhead = PercentField(
        label=_("Overhead and profit in percent"), help_text=_("Usually 10 to 15."), required=False, initial="10"
    )
    ceiling = forms.ChoiceField(label=_("How firm"), widget=forms.RadioSelect, choices=CEILINGS, initial="ESTIMATE")

    def clean_overhead(self) -> Decimal:
        percent: Decimal = self.cleaned_data["overhead"]
        if percent > 100:
            raise forms.ValidationError(_("Overhead and profit are at most 100 percent"))
        return percent


class PartForm(forms.Form):
    """One part: an item and how much of it. A row without an item, or one that is taken out, counts for nothing."""

    item = forms.CharField(
        label=_("Part"),
        max_length=340,
        required=False,
        widget=forms.TextInput(attrs={"list": "daftar-bagian", "autocomplete": "off"}),
    )
    coefficient = forms.CharField(
        label=_("Coefficient"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    remove = forms.BooleanField(label=_("Take out"), required=False)

    def clean_coefficient(self) -> Decimal | None:
        """`0,4986` as a decimal above zero; None where nothing is written."""
        text = self.cleaned_data["coefficient"]
        if not text:
            return None
        try:
            value = read_volume(text)
        except ItemProblem:
            raise forms.ValidationError(_("Write the coefficient in digits, for example 0,4986")) from None
        if not 0 < value < 10**8:
            raise forms.ValidationError(_("The coefficient has to be above zero"))
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        half = bool(cleaned.get("item")) != bool(cleaned.get("coefficient"))
        if half and not cleaned.get("remove") and not self.errors:
            empty = "item" if cleaned.get("coefficient") else "coefficient"
            self.add_error(empty, _("Write the part and its coefficient, or leave both empty"))
        return cleaned

    @property
    def given(self) -> bool:
        """Whether the row names a part that counts."""
        cleaned = getattr(self, "cleaned_data", {})
        return bool(cleaned.get("item")) and not cleaned.get("remove")


def part_rows(extra: int) -> Any:
    """The class of the rows of parts, with so many spare ones."""
    return forms.formset_factory(PartForm, extra=extra, max_num=MOST_PARTS, absolute_max=MOST_PARTS)


class AsbForm(NamedForm):
    """A fixed part, and a variable part for one of each driver."""

    fixed = PriceField(
        label=_("Fixed part"), error_messages={"required": _("Write the price in digits, for example 45.000")}
    )
    variable = PriceField(
        label=_("Variable part"),
        help_text=_("For one of each driver: for one person and one day."),
        error_messages={"required": _("Write the price in digits, for example 45.000")},
    )
    drivers = forms.CharField(
        label=_("Drivers of the cost"),
        help_text=_("Up to four, for example orang x hari"),
        error_messages={"required": _("Write what drives the cost, for example orang x hari")},
    )
    trial = forms.CharField(
        label=_("Try it with"),
        help_text=_("One number for each driver, for example 40 x 3. It is not saved."),
        required=False,
    )
    kind = "ASB"

    def clean_drivers(self) -> list[str]:
        found = [part.strip() for part in _TIMES.split(self.cleaned_data["drivers"]) if part.strip()]
        if not 1 <= len(found) <= MOST_DRIVERS or len(" ".join(found)) > 60:
            raise forms.ValidationError(_("Write one to four drivers, for example orang x hari"))
        return found

    def clean_trial(self) -> list[Decimal]:
        try:
            return [read_volume(part) for part in _TIMES.split(self.cleaned_data["trial"].strip()) if part.strip()]
        except ItemProblem:
            raise forms.ValidationError(_("Write one number for each driver, for example 40 x 3")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        trial, drivers = cleaned.get("trial"), cleaned.get("drivers")
        if trial and drivers and len(trial) != len(drivers):
            self.add_error("trial", _("Write one number for each driver, for example 40 x 3"))
        return cleaned

"""What the price officer and the regent write about editions and prices."""

import hashlib
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.forms import PriceField
from pendopo.budget.price_rows import PriceRow
from pendopo.kernel.fields import DateField

_ACCOUNT = re.compile(r"\d(\.\d{1,4}){0,5}")


class BeginForm(forms.Form):
    """A new edition from the last one."""

    title = forms.CharField(label=_("Title of the edition"), max_length=200)


class PerkadaForm(forms.Form):
    """The regulation that approves an edition, and its first day."""

    legal_instrument = forms.CharField(label=_("Number of the regulation"), max_length=200)
    legal_date = DateField(label=_("Date of the regulation"))
    valid_from_date = DateField(label=_("In force from"))


CEILINGS = [
    ("HARD", _("Highest price, never exceeded")),
    ("ESTIMATE", _("Estimate, exceeded only with a reason")),
]


class AccountsField(forms.CharField):
    """Beginnings of account codes; cleans to a tuple, each checked for its shape."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Accounts that may use it"),
            help_text=_("Beginnings of account codes, parted by “;”. Empty means any."),
            required=False,
        )

    def clean(self, value: Any) -> Any:
        codes = tuple(part.strip() for part in re.split(r"[;,]", super().clean(value)) if part.strip())
        if not all(_ACCOUNT.fullmatch(code) for code in codes):
            raise forms.ValidationError(_("Write account codes such as 5.1.02.01; part several with “;”."))
        return codes


class PriceForm(forms.Form):
    """One price by hand."""

    price = PriceField(
        label=_("Price for one"), error_messages={"required": _("Write the price in digits, for example 45.000")}
    )
    measure = forms.CharField(label=_("Unit of measure"), max_length=60)
    ceiling = forms.ChoiceField(label=_("How firm"), widget=forms.RadioSelect, choices=CEILINGS)
    accounts = AccountsField()
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def mark(self) -> str:
        """Stands for what was written: who saves all the same saves what was warned of, nothing else."""
        given = self.cleaned_data
        told = repr([given.get(name) for name in ("kind", "name", "specification", "price", "measure")])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def confirmed(self) -> bool:
        """Whether the person saw the warning about just these values."""
        return bool(self.cleaned_data["sure"] == self.mark)

    def row(self, **known: str) -> PriceRow:
        """The price as the acts and the hints take it; `known` says what the form does not ask."""
        given = {**self.cleaned_data, **known}
        return PriceRow(
            0,
            given["name"],
            given["specification"],
            given["measure"],
            given["price"],
            kind=given["kind"],
            ceiling=given["ceiling"],
            group=given["group"],
            accounts=given["accounts"],
        )


class NewPriceForm(PriceForm):
    """An item that no book holds yet, with its price."""

    kind = forms.ChoiceField(
        label=_("Price book"),
        widget=forms.RadioSelect,
        choices=[("SSH", _("Goods and services (SSH)")), ("SBU", _("Fees and travel (SBU)"))],
        error_messages={"required": _("Choose the price book")},
    )
    name = forms.CharField(
        label=_("Name of the item"),
        max_length=300,
        error_messages={"required": _("Write what the item is called, for example Kertas HVS A4")},
    )
    specification = forms.CharField(label=_("Specification"), max_length=600, required=False)
    group = forms.CharField(label=_("Group of items"), max_length=200, required=False)

    field_order = ("kind", "name", "specification", "group", "measure", "price", "ceiling", "accounts")

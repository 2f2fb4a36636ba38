"""What people type and choose about packages."""

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField
from pendopo.kernel.money import NotMoney, parse_rupiah, parse_whole_rupiah
from pendopo.procurement.kinds import Kind, Method, SelfManagedType
from pendopo.procurement.queries import PackageQuestion
from pendopo.procurement.services import PackageValues

Choices = Iterable[tuple[str, Any]]


class PackageFilterForm(forms.Form):
    """Words, year, unit, method and kind; all may be left out."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100, widget=forms.SearchInput)
    tahun = forms.ChoiceField(label=_("Year"), required=False)
    satker = forms.ChoiceField(label=_("Unit"), required=False)
    metode = forms.ChoiceField(label=_("Method"), required=False, choices=[("", _("All methods")), *Method.choices])
    jenis = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices])
    umk = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        choices=[("", _("For everybody")), ("1", _("Micro and small businesses (UMK)"))],
    )

    def __init__(self, *args: Any, years: Iterable[int], units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("tahun", _("All years"), ((str(year), str(year)) for year in years))
        self._offer("satker", _("All units"), units)

    def _offer(self, name: str, everything: Any, choices: Choices) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", everything), *choices]

    def asked(self, sort: str = "") -> PackageQuestion:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given = self.cleaned_data
        words = {"text": "q", "unit": "satker", "method": "metode", "kind": "jenis"}
        year = given.get("tahun", "")
        return PackageQuestion(
            sort=sort,
            year=int(year) if year else None,
            umk=bool(given.get("umk")),
            **{name: given.get(field, "") for name, field in words.items()},
        )


class PackageForm(forms.Form):
    """A package: what, how, when. Its budget lines stand beside it (`read_shares`)."""

    title = forms.CharField(
        label=_("Name of the package"),
        help_text=_("As people would look for it, for example Rehabilitasi jalan Desa Karangreja"),
        max_length=300,
        error_messages={"required": _("Write the name of the package")},
    )
    kind = forms.ChoiceField(label=_("What is bought"), choices=[("", _("Choose")), *Kind.choices], required=False)
    volume = forms.CharField(
        label=_("Volume"), help_text=_("For example 120 meter, 1 paket, 24 orang bulan"), max_length=200, required=False
    )
    description = forms.CharField(
        label=_("Short description"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    place_note = forms.CharField(label=_("Place"), max_length=300, required=False)
    method = forms.ChoiceField(
        label=_("Method"),
        help_text=_("Leave it empty: the law's method for the kind and value is proposed when you save"),
        choices=[("", _("Choose")), *Method.choices],
        required=False,
    )
    circumstance = forms.CharField(
        label=_("Circumstance"),
        help_text=_("For methods that the law allows in named circumstances only: which one, and why"),
        max_length=60,
        required=False,
    )
    self_managed_type = forms.ChoiceField(
        label=_("Type of self-managed work"), choices=[("", _("None")), *SelfManagedType.choices], required=False
    )
    is_umk = forms.BooleanField(label=_("For micro and small businesses and cooperatives (UMK)"), required=False)
    is_pdn = forms.BooleanField(label=_("Domestic product (PDN)"), required=False)
    tkdn_percent = forms.DecimalField(
        label=_("Domestic content (TKDN), percent"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    selection_from_date = DateField(label=_("Selection begins"), required=False)
    selection_to_date = DateField(label=_("Selection ends"), required=False)
    contract_from_date = DateField(label=_("Contract begins"), required=False)
    contract_to_date = DateField(label=_("Contract ends"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for first, last in (("selection_from_date", "selection_to_date"), ("contract_from_date", "contract_to_date")):
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, _("The end lies before the beginning"))
        chosen, begins = given.get("selection_to_date"), given.get("contract_from_date")
        if chosen and begins and begins < chosen:
            self.add_error("contract_from_date", _("The contract begins before the selection ends"))
        return given

    def values(self) -> PackageValues:
        """The cleaned values."""
        return PackageValues(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason")},
    )


SHARE = re.compile(r"rincian-(\d{1,18})")


Read = tuple[dict[int, Any], dict[int, str], dict[int, str]]
"""(line id -> rupiah, line id -> what was typed, line id -> what is wrong)."""


def read_shares(data: Any) -> Read:
    """Whole rupiah by line, from fields `rincian-<id>`."""
    return _read(data, parse_whole_rupiah)


def read_cents(data: Any) -> Read:
    """Rupiah with two places by line, from fields `rincian-<id>`."""
    return _read(data, parse_rupiah)


def _read(data: Any, parse: Callable[[str], Any]) -> Read:
    amounts: dict[int, Any] = {}
    typed: dict[int, str] = {}
    errors: dict[int, str] = {}
    for name, value in data.items():
        found = SHARE.fullmatch(name)
        if not found or not value.strip():
            continue
        line = int(found.group(1))
        typed[line] = value
        try:
            amount = parse(value)
        except NotMoney:
            errors[line] = _now("Write the amount in digits, for example 1.250.000")
            continue
        if amount < 0:
            errors[line] = _now("The amount cannot be below zero")
        elif amount:
            amounts[line] = amount
    return amounts, typed, errors

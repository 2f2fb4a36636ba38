"""What people type about mini competitions."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField
from pendopo.procurement.kinds import Category
from pendopo.procurement.services import NeedValues


class CategoryForm(forms.Form):
    """The category first: it says whom one may invite."""

    kategori = forms.ChoiceField(label=_("Category"), choices=[("", _("Choose")), *Category.choices])


class NeedForm(forms.Form):
    """The need, the suppliers to invite, the deadline."""

    package = forms.TypedChoiceField(
        label=_("For which package"), coerce=int, error_messages={"required": _("Choose a package")}
    )
    need = forms.CharField(
        label=_("What you need"), max_length=200, error_messages={"required": _("Write what is needed")}
    )
    description = forms.CharField(
        label=_("Size, material, what is included"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=10_000_000)
    measure = forms.CharField(label=_("Measure"), max_length=30)
    place_note = forms.CharField(label=_("Deliver to"), max_length=300, required=False)
    needed_date = DateField(label=_("Needed by"), required=False)
    suppliers = forms.TypedMultipleChoiceField(
        label=_("Whom to invite"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two suppliers.")},
    )  # fmt: skip
    by_auction = forms.ChoiceField(
        label=_("How prices are found"), widget=forms.RadioSelect, initial="0",
        choices=[("0", _("One quote of each, opened together")), ("1", _("Repeated offers in timed rounds"))],
    )  # fmt: skip
    deadline_date = DateField(label=_("Last day for quotes"))
    deadline_time = forms.TimeField(
        label=_("Until"), input_formats=["%H.%M", "%H:%M"], widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("For example 09.30"), initial="16.00",
        error_messages={"required": _("Write the time"), "invalid": _("Write the time as hours and minutes")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, packages: Iterable[tuple[int, str]], suppliers: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["package"]).choices = [("", _("Choose")), *packages]
        cast(forms.ChoiceField, self.fields["suppliers"]).choices = list(suppliers)

    def values(self, category: str) -> NeedValues:
        """The cleaned values."""
        given = self.cleaned_data
        names = ("need", "description", "quantity", "measure", "place_note", "needed_date")
        until = timezone.make_aware(dt.datetime.combine(given["deadline_date"], given["deadline_time"]))
        return NeedValues(
            category=category, deadline_at=until, by_auction=given["by_auction"] == "1",
            **{name: given[name] for name in names},
        )  # fmt: skip


class QuoteForm(forms.Form):
    """A supplier's price for the whole need."""

    amount = MoneyField(label=_("Your price for everything, VAT included"))
    tkdn_percent = forms.DecimalField(
        label=_("Domestic content (TKDN), percent"), min_value=0, max_value=100, decimal_places=2, required=False,
        localize=True,
    )  # fmt: skip
    note = forms.CharField(label=_("Remarks"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def values(self) -> dict[str, Any]:
        """The cleaned values."""
        return dict(self.cleaned_data) | {"amount": Decimal(self.cleaned_data["amount"])}

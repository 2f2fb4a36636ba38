"""What people type and choose in the government's catalogue."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import MoneyField
from pendopo.procurement.kinds import Category, Kind
from pendopo.procurement.queries import ItemQuestion
from pendopo.procurement.services import ItemValues

PRICES = {
    "1": (None, 100_000),
    "2": (100_000, 1_000_000),
    "3": (1_000_000, 10_000_000),
    "4": (10_000_000, None),
}


class CatalogueFilterForm(forms.Form):
    """Words, category, kecamatan, marks, price; all may be left out."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=100, widget=forms.SearchInput)
    kategori = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("All categories")), *Category.choices]
    )
    kecamatan = forms.ChoiceField(label=_("Comes from"), required=False)
    tanda = forms.ChoiceField(
        label=_("Only"), required=False,
        choices=[
            ("", _("Everything")), ("pdn", _("Domestic product (PDN)")),
            ("tkdn", _("Domestic content (TKDN) at least 40%")), ("umk", _("Micro and small businesses (UMK)")),
        ],
    )  # fmt: skip
    harga = forms.ChoiceField(
        label=_("Price per measure"), required=False,
        choices=[
            ("", _("Every price")), ("1", _("Up to Rp100 thousand")), ("2", _("Rp100 thousand to Rp1 million")),
            ("3", _("Rp1 million to Rp10 million")), ("4", _("From Rp10 million")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, kecamatan: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kecamatan"]).choices = [("", _("Everywhere")), *kecamatan]

    def question(self, sort: str = "") -> ItemQuestion:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given = self.cleaned_data
        least, most = PRICES.get(given.get("harga", ""), (None, None))
        return ItemQuestion(
            text=given.get("q", ""), category=given.get("kategori", ""), kecamatan=given.get("kecamatan", ""),
            mark=given.get("tanda", ""), least_amount=least, most_amount=most, sort=sort,
        )  # fmt: skip


class ItemForm(forms.Form):
    """An item of the catalogue."""

    name = forms.CharField(
        label=_("Name of the item"), max_length=160, error_messages={"required": _("Write what you sell")}
    )
    category = forms.ChoiceField(label=_("Category"), choices=[("", _("Choose")), *Category.choices])
    kind = forms.ChoiceField(label=_("What is sold"), choices=Kind.choices, initial=Kind.GOODS)
    description = forms.CharField(
        label=_("Size, material, what is included"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    price_amount = MoneyField(label=_("Price for one measure, VAT included"))
    measure = forms.CharField(label=_("Measure"), max_length=30, help_text=_("For example box, kg, sheet, day"))
    least_order = forms.IntegerField(label=_("Least order"), min_value=1, max_value=1_000_000, initial=1)
    stock = forms.IntegerField(
        label=_("Stock"), min_value=0, max_value=10_000_000, required=False, help_text=_("Empty: made to order")
    )
    delivery_days = forms.IntegerField(label=_("Delivered within (days)"), min_value=0, max_value=365, initial=7)
    kecamatan_id = forms.ChoiceField(label=_("Comes from"), required=False)
    is_pdn = forms.BooleanField(label=_("Domestic product (PDN)"), required=False)
    tkdn_percent = forms.DecimalField(
        label=_("Domestic content (TKDN), percent"), min_value=0, max_value=100, decimal_places=2, required=False,
        localize=True, help_text=_("As the certificate says; empty when there is none"),
    )  # fmt: skip

    def __init__(self, *args: Any, kecamatan: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kecamatan_id"]).choices = [("", _("Elsewhere")), *kecamatan]

    def values(self) -> ItemValues:
        """The cleaned values."""
        given = dict(self.cleaned_data)
        given["kecamatan_id"] = given["kecamatan_id"] or None
        return ItemValues(**given)

"""What people type about direct purchases and recorded spending."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField
from pendopo.procurement.kinds import Kind
from pendopo.procurement.models import RoundKind
from pendopo.procurement.queries import SpendingQuestion
from pendopo.procurement.services import SpendingValues


class BeginDirectForm(forms.Form):
    """The owner's estimate of a direct purchase."""

    hps_amount = MoneyField(label=_("Owner's estimate (HPS)"), cents=True)


class InviteForm(forms.Form):
    """A supplier that is invited."""

    supplier = forms.TypedChoiceField(
        label=_("Supplier"), coerce=int, error_messages={"required": _("Choose a supplier from the list")}
    )

    def __init__(self, *args: Any, suppliers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["supplier"]).choices = [("", _("Choose")), *suppliers]


class RoundForm(forms.Form):
    """One turn of the talks."""

    kind = forms.ChoiceField(label=_("What was said"), choices=RoundKind.choices)
    amount = MoneyField(label=_("Price"), required=False, cents=True)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SpendingForm(forms.Form):
    """A receipt of small spending; its budget line is chosen from those with money left."""

    line = forms.TypedChoiceField(
        label=_("Budget line"), coerce=int, error_messages={"required": _("Choose a budget line")}
    )
    title = forms.CharField(label=_("What was bought"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(one.value, one.label) for one in (Kind.GOODS, Kind.SERVICES)])
    seller = forms.CharField(label=_("Seller"), max_length=200)
    number = forms.CharField(label=_("Number of the receipt"), max_length=120)
    date = DateField(label=_("Date of the receipt"))
    amount = MoneyField(label=_("Amount"), cents=True)
    is_umk = forms.BooleanField(label=_("The seller is a micro or small business"), required=False)
    file = forms.FileField(
        label=_("Photo or PDF of the receipt"), required=False,
        help_text=_("At most 20 MB. Officials of procurement and auditors see it, it is not public."),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["line"]).choices = [("", _("Choose")), *lines]

    def values(self) -> SpendingValues:
        """The cleaned values without the line."""
        given = {key: value for key, value in self.cleaned_data.items() if key not in {"line", "file"}}
        sent = self.cleaned_data.get("file")
        return SpendingValues(**given, file=(sent.name, sent.read()) if sent else None)


class SpendingFilterForm(forms.Form):
    """Words, year and unit; all may be left out."""

    q = forms.CharField(label=_("Words, seller or number"), required=False, max_length=100, widget=forms.SearchInput)
    tahun = forms.ChoiceField(label=_("Year"), required=False)
    satker = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["tahun"]).choices = [
            ("", _("All years")),
            *((str(year), str(year)) for year in years),
        ]
        cast(forms.ChoiceField, self.fields["satker"]).choices = [("", _("All units")), *units]

    def question(self, sort: str = "") -> SpendingQuestion:
        """What was chosen."""
        self.is_valid()
        given = self.cleaned_data
        year = given.get("tahun", "")
        return SpendingQuestion(
            text=given.get("q", ""), year=int(year) if year else None, unit=given.get("satker", ""), sort=sort
        )

"""What people type about contracts and suppliers."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField, PhoneField
from pendopo.organisations.choices import CompanyForm, Scale
from pendopo.organisations.services import OrganisationValues
from pendopo.procurement.models import ContractForm as ContractFormKind
from pendopo.procurement.queries import ContractQuestion
from pendopo.procurement.states import ContractStatus


class ContractForm(forms.Form):
    """A contract's supplier, number, dates; its amounts by line stand beside it."""

    supplier = forms.TypedChoiceField(
        label=_("Supplier"), coerce=int, error_messages={"required": _("Choose a supplier from the list")}
    )
    title = forms.CharField(label=_("Name of the work"), max_length=300)
    number = forms.CharField(
        label=_("Number of the contract"), max_length=160, error_messages={"required": _("Write the number")}
    )
    date = DateField(label=_("Date of the contract"))
    payment_kind = forms.ChoiceField(
        label=_("Kind of payment"),
        choices=[("Lumsum", "Lumsum"), ("Harga satuan", _("Unit prices")), ("Gabungan", _("Both together"))],
    )

    def __init__(self, *args: Any, suppliers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["supplier"])
        field.choices = [("", _("Choose")), *suppliers]


class ContractFilterForm(forms.Form):
    """Words, year, unit, form and status; all may be left out."""

    q = forms.CharField(label=_("Work, number or supplier"), required=False, max_length=100, widget=forms.SearchInput)
    tahun = forms.ChoiceField(label=_("Year"), required=False)
    satker = forms.ChoiceField(label=_("Unit"), required=False)
    bentuk = forms.ChoiceField(
        label=_("Form of the contract"), required=False, choices=[("", _("All forms")), *ContractFormKind.choices]
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All statuses")), *ContractStatus.choices[1:]]
    )

    def __init__(self, *args: Any, years: Iterable[int], units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, everything, found in (
            ("tahun", _("All years"), [(str(year), str(year)) for year in years]),
            ("satker", _("All units"), list(units)),
        ):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", everything), *found]

    def question(self, sort: str = "") -> ContractQuestion:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given = self.cleaned_data
        words = {"text": "q", "unit": "satker", "form": "bentuk", "status": "status"}
        year = given.get("tahun", "")
        return ContractQuestion(
            sort=sort, year=int(year) if year else None, **{name: given.get(one, "") for name, one in words.items()}
        )


class RunContractForm(ContractForm):
    """The contract of a run: its supplier is the one that was appointed."""

    starts_date = DateField(label=_("Work begins"))
    ends_date = DateField(label=_("Work ends"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, suppliers=(), **kwargs)
        del self.fields["supplier"]


class AmountField(MoneyField):
    """Rupiah with two places."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cents=True, **kwargs)


class SpmkForm(forms.Form):
    """The order to start."""

    number = forms.CharField(label=_("Number of the SPMK"), max_length=120)
    date = DateField(label=_("Date of the SPMK"))
    starts_date = DateField(label=_("Work begins"))
    ends_date = DateField(label=_("Work ends"))


class AddendumForm(forms.Form):
    """An amendment: its amounts by line stand beside it."""

    number = forms.CharField(label=_("Number of the amendment"), max_length=120)
    date = DateField(label=_("Date of the amendment"))
    ends_date = DateField(label=_("New end of the work"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class SupplierForm(forms.Form):
    """A legal person that offers to the government."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Write the name")})
    form = forms.ChoiceField(label=_("Legal form"), choices=CompanyForm.choices)
    nib = forms.RegexField(
        label=_("Business number (NIB)"),
        help_text=_("13 digits, from OSS"),
        regex=r"^\d{13}$",
        required=False,
        error_messages={"invalid": _("The NIB has 13 digits")},
    )
    scale = forms.ChoiceField(
        label=_("Size of the business"), choices=[("", _("Not known")), *Scale.choices], required=False
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)

    def values(self) -> OrganisationValues:
        """The cleaned values."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "scale"}
        return OrganisationValues(**given)

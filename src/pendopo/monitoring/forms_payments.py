"""What people say about payments: terms of a contract, a request, released funds."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget.writing import read_volume
from pendopo.kernel.fields import MoneyField
from pendopo.monitoring.models import PaymentPurpose
from pendopo.monitoring.services import SpdValues, SppValues, TermValues


class PercentField(forms.CharField):
    """A percent with a comma; cleans to Decimal."""

    def clean(self, value: Any) -> Decimal:
        """The percent between 0 and 100."""
        try:
            return checked_percent(read_volume(super().clean(value)))
        except ValueError:
            raise forms.ValidationError(_("Write a percent from 0 to 100, decimals with a comma")) from None


def checked_percent(value: Decimal) -> Decimal:
    """The percent with two places at most. Raises ValueError."""
    if not 0 <= value <= 100 or value != round(value, 2):
        raise ValueError(value)
    return value


class TermsForm(forms.Form):
    """How the contract is paid."""

    advance_percent = PercentField(label=gettext_lazy("Advance, percent of the contract"), initial="0")
    retention_percent = PercentField(label=gettext_lazy("Retention, percent of each term"), initial="5")
    percents = forms.CharField(
        label=gettext_lazy("Terms, percent of the work"), initial="100",
        help_text=gettext_lazy("Cumulative, with semicolons between them; the last is 100. For example 40; 70; 100"),
        error_messages={"required": gettext_lazy("Write the percents of the terms")},
    )  # fmt: skip
    bank = forms.CharField(
        label=gettext_lazy("Bank"), max_length=80, error_messages={"required": gettext_lazy("Write the bank")}
    )
    account_number = forms.CharField(
        label=gettext_lazy("Account number in the contract"), max_length=40,
        error_messages={"required": gettext_lazy("Write the account number")},
    )  # fmt: skip
    account_holder = forms.CharField(
        label=gettext_lazy("Account holder"), max_length=200,
        error_messages={"required": gettext_lazy("Write the account holder")},
    )  # fmt: skip

    def clean_percents(self) -> list[Decimal]:
        """The percents of the terms in their order."""
        parts = [part.strip() for part in self.cleaned_data["percents"].split(";") if part.strip()]
        try:
            return [checked_percent(read_volume(part)) for part in parts[:40]]
        except ValueError:
            raise forms.ValidationError(_("Write percents with semicolons between them, like 40; 70; 100")) from None

    def values(self) -> TermValues:
        """What is sent to the act."""
        return TermValues(**self.cleaned_data)


class RequestForm(forms.Form):
    """What is asked for: the advance, a term, or what was retained."""

    asked = forms.ChoiceField(
        label=gettext_lazy("What is asked for"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is asked for")},
    )  # fmt: skip
    days_late = forms.IntegerField(
        label=gettext_lazy("Days late"), min_value=0, max_value=999, required=False,
        help_text=gettext_lazy("Days after the end of the contract, without granted ones. The fine follows."),
    )  # fmt: skip
    without_vat = forms.BooleanField(
        label=gettext_lazy("The supplier is no taxable firm (PKP): no PPN is deducted"), required=False
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["asked"]).choices = list(choices)

    def values(self) -> SppValues:
        """What is sent to the act."""
        purpose, _sep, percent = self.cleaned_data["asked"].partition(":")
        days = self.cleaned_data["days_late"] if purpose == PaymentPurpose.TERM else 0
        return SppValues(purpose, Decimal(percent or 0), days or 0, not self.cleaned_data["without_vat"])


class SpdForm(forms.Form):
    """Funds released to a unit."""

    number = forms.CharField(
        label=gettext_lazy("Number of the SPD"), max_length=120,
        error_messages={"required": gettext_lazy("Write the number of the SPD")},
    )  # fmt: skip
    from_month = forms.IntegerField(label=gettext_lazy("From month"), min_value=1, max_value=12, initial=1)
    to_month = forms.IntegerField(label=gettext_lazy("To month"), min_value=1, max_value=12, initial=3)
    amount = MoneyField(label=gettext_lazy("Amount"))

    def values(self) -> SpdValues:
        """What is sent to the act."""
        return SpdValues(**self.cleaned_data | {"amount": Decimal(self.cleaned_data["amount"])})

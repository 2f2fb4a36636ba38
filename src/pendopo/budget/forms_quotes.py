"""What the price team writes about a survey."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.forms import PriceField
from pendopo.budget.services import QuoteValues
from pendopo.kernel.fields import DateField


class QuoteForm(forms.Form):
    """What one seller asked."""

    seller = forms.CharField(
        label=_("Seller"), max_length=160, error_messages={"required": _("Write the name of the shop or firm")}
    )
    place = forms.CharField(label=_("Where it was asked"), max_length=160, required=False)
    quoted_date = DateField(label=_("Asked on"))
    price = PriceField(
        label=_("Price that was asked"),
        error_messages={"required": _("Write the price in digits, for example 45.000")},
    )
    paper = forms.FileField(
        label=_("Photo or PDF of the offer"), required=False, help_text=_("A receipt, a price list, a letter")
    )

    def values(self) -> QuoteValues:
        """The cleaned answer as the act takes it."""
        given = self.cleaned_data
        sent = given["paper"]
        paper = (sent.name, sent.read()) if sent else None
        return QuoteValues(given["seller"], given["place"], given["quoted_date"], given["price"], paper)

"""What people type about repeated offers: the rules, a round, a price."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField
from pendopo.procurement.models import TieRule
from pendopo.procurement.services import AuctionValues


class AuctionForm(forms.Form):
    """The rules of a run's repeated offers, as its document says them, and who passed."""

    step_amount = MoneyField(label=_("Least step between two own offers"))
    extension_minutes = forms.IntegerField(
        label=_("An offer in the last minutes extends the round by (minutes)"), min_value=0, max_value=60
    )
    rounds_planned = forms.IntegerField(label=_("Number of rounds"), min_value=1, max_value=10)
    tie_rule = forms.ChoiceField(
        label=_("Of two equal prices comes first"), choices=TieRule.choices, widget=forms.RadioSelect
    )
    participants = forms.TypedMultipleChoiceField(
        label=_("Who passed and may offer"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two participants.")},
    )  # fmt: skip

    def __init__(self, *args: Any, participants: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["participants"]).choices = list(participants)

    def values(self) -> AuctionValues:
        """The cleaned rules."""
        given = self.cleaned_data
        return AuctionValues(
            step_amount=given["step_amount"],
            extension_seconds=given["extension_minutes"] * 60,
            rounds_planned=given["rounds_planned"],
            tie_rule=given["tie_rule"],
        )


class RoundForm(forms.Form):
    """When a round begins and how long it lasts, in the time of the regency."""

    starts_date = DateField(label=_("The round begins on"))
    starts_time = forms.TimeField(
        label=_("The round begins at"), input_formats=["%H.%M", "%H:%M"],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}), help_text=_("For example 09.30"),
        error_messages={"required": _("Write the time"), "invalid": _("Write the time as hours and minutes")},
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Minutes that the round lasts"), min_value=1, max_value=3 * 24 * 60)

    def times(self) -> dict[str, dt.datetime]:
        """Both ends as moments."""
        given = self.cleaned_data
        begins = timezone.make_aware(dt.datetime.combine(given["starts_date"], given["starts_time"]))
        return {"starts_at": begins, "ends_at": begins + dt.timedelta(minutes=given["minutes"])}


class OfferForm(forms.Form):
    """One price. One far below the last is asked about once more."""

    amount = MoneyField(label=_("Your price, VAT included"), error_messages={"required": _("Write your price")})
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    def amount_given(self) -> Decimal:
        """The price in rupiah."""
        return Decimal(self.cleaned_data["amount"])

    def confirmed(self) -> bool:
        """Whether exactly this price was confirmed."""
        return bool(self.cleaned_data["sure"] == str(self.cleaned_data["amount"]))

"""What people say in a report of progress, and in measuring one. Quantities stand beside, one for each item."""

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget.writing import read_volume
from pendopo.monitoring.services import ReportValues


class ReportForm(forms.Form):
    """The week, the people, the weather, what went wrong; `key` is kept so that a form sent twice is one report."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    period = forms.TypedChoiceField(label=gettext_lazy("Week"), coerce=int)
    workers = forms.IntegerField(label=gettext_lazy("Workers on the site"), required=False, min_value=0, max_value=9999)
    weather = forms.ChoiceField(
        label=gettext_lazy("Weather"), required=False,
        choices=[
            ("", gettext_lazy("Not stated")), ("CERAH", gettext_lazy("Dry")), ("BERAWAN", gettext_lazy("Cloudy")),
            ("GERIMIS", gettext_lazy("Drizzle")), ("HUJAN", gettext_lazy("Rain")),
            ("HUJAN_LEBAT", gettext_lazy("Heavy rain")),
        ],
    )  # fmt: skip
    problems = forms.CharField(
        label=gettext_lazy("Problems on the site"), required=False, widget=forms.Textarea, max_length=2000
    )
    correction_reason = forms.CharField(
        label=gettext_lazy("Why it is less than before"), required=False, max_length=1000,
        help_text=gettext_lazy("Only where a quantity is corrected downward."),
    )  # fmt: skip

    def __init__(self, *args: Any, periods: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["period"]).choices = list(periods)

    def values(self, quantities: Mapping[int, Decimal], written_at: Any) -> ReportValues:
        """What is sent to the act."""
        return ReportValues(quantities=quantities, written_at=written_at, **self.cleaned_data)


class MeasureForm(forms.Form):
    """What the supervisor says where the measure differs from the claim."""

    disagreement = forms.CharField(
        label=gettext_lazy("Where you measured something else: why"), required=False, widget=forms.Textarea,
        max_length=1000,
    )  # fmt: skip


def read_quantities(data: Mapping[str, str], items: Iterable[int]) -> tuple[dict[int, Decimal], dict[int, str]]:
    """Quantities from the fields `item-<id>` and what is wrong with them; an empty field says nothing of its item."""
    found: dict[int, Decimal] = {}
    errors: dict[int, str] = {}
    for pk in items:
        text = data.get(f"item-{pk}", "").strip()
        if not text:
            continue
        try:
            found[pk] = read_volume(text)
        except ValueError:
            errors[pk] = _("Write the quantity in digits, decimals with a comma, for example 12,5")
    return found, errors

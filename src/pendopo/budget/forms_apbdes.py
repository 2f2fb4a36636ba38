"""What a village's clerk types, on a phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import MoneyField

Choices = list[tuple[int, str, str]]


def _listed(rows: Choices) -> list[tuple[Any, Any]]:
    return [("", _("Choose")), *((pk, f"{code} {name}") for pk, code, name in rows)]


class ApbdesRowForm(forms.Form):
    """One row: the account, the kegiatan of spending, what it is, how much."""

    account = forms.TypedChoiceField(
        label=_("Village account"), coerce=int, error_messages={"required": _("Choose an account from the list")}
    )
    activity = forms.TypedChoiceField(
        label=_("Village activity"),
        help_text=_("For spending only"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    label = forms.CharField(
        label=_("What it is"),
        help_text=_("For example Rabat beton RT 03, 120 meter"),
        max_length=300,
        error_messages={"required": _("Write what it is")},
    )
    amount = MoneyField(label=_("Amount"))

    def __init__(self, *args: Any, accounts: Choices, activities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = _listed(accounts)  # type: ignore[attr-defined]
        self.fields["activity"].choices = _listed(activities)  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """Which village and which year."""

    village = forms.TypedChoiceField(
        label=_("Village"), coerce=int, error_messages={"required": _("Choose the village")}
    )
    year = forms.IntegerField(label=_("Budget year"), min_value=2020, max_value=2100)

    def __init__(self, *args: Any, villages: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [(unit.pk, unit.name) for unit in villages]  # type: ignore[attr-defined]

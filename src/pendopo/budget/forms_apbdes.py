"""What a village's clerk, secretary and head, and the camat, type on a phone."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField

Choices = list[tuple[int, str, str]]


def _listed(rows: Choices) -> list[tuple[Any, Any]]:
    return [("", _("Choose")), *((pk, f"{code} {name}") for pk, code, name in rows)]


def _grouped(rows: Choices, names: dict[str, str], width: int) -> list[tuple[Any, Any]]:
    """Choices under the name of the branch that their codes begin with."""
    groups = groupby(rows, key=lambda row: row[1][:width])
    return [("", _("Choose")), *((names.get(code) or code, _listed(list(found))[1:]) for code, found in groups)]


class ApbdesRowForm(forms.Form):
    """One row: the account, the kegiatan of spending, what it is, how much, from which source."""

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
    funding = forms.TypedChoiceField(
        label=_("Source of funds"),
        help_text=_("Revenue needs none: its source follows from its account"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        accounts: Choices,
        activities: Choices,
        fundings: Choices,
        names: dict[str, str],
        side: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = _grouped(accounts, names, 3)  # type: ignore[attr-defined]
        self.fields["activity"].choices = _grouped(activities, names, 2)  # type: ignore[attr-defined]
        self.fields["funding"].choices = [("", _("Choose")), *((pk, name) for pk, _c, name in fundings)]  # type: ignore[attr-defined]
        if side:
            self._only(side)

    def _only(self, side: str) -> None:
        """Ask only what rows of that side have."""
        if side != "SPENDING":
            del self.fields["activity"]
        else:
            self.fields["activity"].help_text = ""
        if side == "REVENUE":
            del self.fields["funding"]
        else:
            self.fields["funding"].help_text = _("For what is left of last year (SiLPA): the source it came from")
            if side == "SPENDING":
                self.fields["funding"].help_text = ""


class BeginForm(forms.Form):
    """Which village and which year."""

    village = forms.TypedChoiceField(
        label=_("Village"), coerce=int, error_messages={"required": _("Choose the village")}
    )
    year = forms.IntegerField(label=_("Budget year"), min_value=2020, max_value=2100)

    def __init__(self, *args: Any, villages: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [(unit.pk, unit.name) for unit in villages]  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    """The BPD's agreement to the draft: number and date."""

    instrument = forms.CharField(
        label=_("Number of the agreement of the BPD"),
        help_text=_("For example Kesepakatan BPD 3/2026"),
        max_length=200,
        error_messages={"required": _("Write the number of the paper")},
    )
    instrument_date = DateField(label=_("Date of the agreement"))


class EvaluationForm(forms.Form):
    """The camat's decision: number, date, remarks."""

    note = forms.CharField(
        label=_("Remarks for the village"),
        help_text=_("The village reads them word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )
    instrument = forms.CharField(
        label=_("Number of the camat's decision"),
        help_text=_("For example Keputusan Camat 141/12/2026"),
        max_length=200,
        error_messages={"required": _("Write the number of the paper")},
    )
    instrument_date = DateField(label=_("Date of the decision"))


class ReturnForm(forms.Form):
    """What has to change before the draft can become a Perdes."""

    note = forms.CharField(
        label=_("What has to change"),
        help_text=_("The village reads it word for word."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": _("Write the reason")},
    )


class PerdesForm(forms.Form):
    """The Perdes: number and date."""

    instrument = forms.CharField(
        label=_("Number of the Perdes"),
        help_text=_("For example Perdes 7/2026"),
        max_length=200,
        error_messages={"required": _("Write the number of the paper")},
    )
    instrument_date = DateField(label=_("Date of the Perdes"))


class AmendmentForm(forms.Form):
    """Why the budget changes within the year, and since when that is known."""

    reason = forms.CharField(
        label=_("Why the budget changes"),
        help_text=_("Everybody can read it. For example: Dana Desa turned out 40 million rupiah lower."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1_000,
        error_messages={"required": _("Write the reason")},
    )
    reason_date = DateField(label=_("Date of the reason"), help_text=_("Of the letter, the decree or the minutes"))
    extraordinary = forms.BooleanField(
        label=_("These are extraordinary circumstances: the budget was amended this year before"), required=False
    )

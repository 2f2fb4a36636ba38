"""What people type about objections, appointments and guarantees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField
from pendopo.procurement.models import GuaranteeKind
from pendopo.procurement.services import AppealValues, GuaranteeValues

POINTS = 5


def _long(
    label: Any, *, required: bool = True, most: int = 4000, rows: int = 4, missing: Any = None
) -> forms.CharField:
    errors = {"required": missing} if missing else None
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=area, error_messages=errors)


class SanggahForm(forms.Form):
    """The points of an objection, the first one at least."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, POINTS + 1):
            label = _("Point %(number)s") % {"number": number}
            self.fields[f"point_{number}"] = _long(label, required=number == 1, missing=_("Write the first point"))

    def points(self) -> list[str]:
        """The points that were written, in order."""
        found = [self.cleaned_data.get(f"point_{number}", "") for number in range(1, POINTS + 1)]
        return [text for text in found if text]


class AnswerForm(forms.Form):
    """The committee's answer to every point of an objection."""

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(points)
        for point in self.points:
            self.fields[f"accepted_{point.pk}"] = forms.ChoiceField(
                label=_("Decision on point %(number)s") % {"number": point.sequence},
                choices=[("0", _("Refused")), ("1", _("Accepted"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose whether the point is accepted")},
            )
            label = _("Answer to point %(number)s") % {"number": point.sequence}
            self.fields[f"answer_{point.pk}"] = _long(label, missing=_("Write the answer"))
        self.fields["summary"] = _long(_("Conclusion"), required=False)

    def answers(self) -> dict[int, tuple[bool, str]]:
        """Point id -> (accepted, answer)."""
        given = self.cleaned_data
        return {one.pk: (given[f"accepted_{one.pk}"] == "1", given[f"answer_{one.pk}"]) for one in self.points}


class AppealForm(forms.Form):
    """An appeal with its guarantee."""

    text = _long(_("Why the answer is wrong"), most=8000, rows=8, missing=_("Write why the answer is wrong"))
    issuer = forms.CharField(label=_("Bank or insurer of the guarantee"), max_length=200, required=False)
    number = forms.CharField(label=_("Number of the guarantee"), max_length=120, required=False)
    amount = MoneyField(label=_("Amount of the guarantee"), required=False, cents=True)
    until_date = DateField(label=_("Valid until"), required=False)

    def values(self) -> AppealValues:
        """The cleaned values."""
        given = dict(self.cleaned_data)
        return AppealValues(**given | {"amount": given["amount"] or 0})


class VerdictForm(forms.Form):
    """The decision on an appeal."""

    accepted = forms.ChoiceField(
        label=_("Decision"),
        choices=[("0", _("Refused")), ("1", _("Accepted"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision")},
    )
    reason = _long(_("Reason"), most=8000, rows=6, missing=_("Write the reason"))


class SppbjForm(forms.Form):
    """The letter of appointment."""

    number = forms.CharField(
        label=_("Number of the SPPBJ"), help_text=_("Leave it empty for the next number of the run"), max_length=120,
        required=False,
    )  # fmt: skip
    date = DateField(label=_("Date of the SPPBJ"))
    days = forms.IntegerField(
        label=_("Days to hand in the guarantee"), min_value=1, max_value=60, initial=14, localize=False
    )


class WithdrawForm(forms.Form):
    """Why an appointment ends without a contract."""

    refused = forms.ChoiceField(
        label=_("Who ends it"),
        choices=[("1", _("The supplier turns it down")), ("0", _("The PPK takes it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who ends it")},
    )
    reason = _long(_("Reason"), most=500, missing=_("Write the reason"))


class GuaranteeForm(forms.Form):
    """A guarantee; which kinds are offered depends on what it is given for."""

    kind = forms.ChoiceField(label=_("Kind of guarantee"), choices=GuaranteeKind.choices)
    issuer = forms.CharField(
        label=_("Bank or insurer"), max_length=200, error_messages={"required": _("Write who gives it")}
    )
    number = forms.CharField(label=_("Number"), max_length=120, error_messages={"required": _("Write the number")})
    amount = MoneyField(label=_("Amount"), cents=True)
    advance_amount = MoneyField(
        label=_("Advance payment"), help_text=_("Only for an advance payment guarantee: it covers the whole advance"),
        required=False, cents=True,
    )  # fmt: skip
    issued_date = DateField(label=_("Issued on"))
    until_date = DateField(label=_("Valid until"))

    def __init__(self, *args: Any, of_contract: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_contract:
            del self.fields["kind"], self.fields["advance_amount"]

    def values(self) -> GuaranteeValues:
        """The cleaned values."""
        given: dict[str, Any] = {"kind": GuaranteeKind.PERFORMANCE, "advance_amount": 0} | self.cleaned_data
        return GuaranteeValues(**given | {"advance_amount": given["advance_amount"] or 0})


class GuaranteeEndForm(forms.Form):
    """What became of a guarantee."""

    note = _long(_("Note"), required=False, most=500, rows=3)


class ClausesForm(forms.Form):
    """The clauses of a contract, each in a box under its title, and room for two more."""

    MORE = 2

    def __init__(self, *args: Any, clauses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = [one.title for one in clauses] + [_("Further clause")] * self.MORE
        texts = [one.text for one in clauses] + [""] * self.MORE
        for number, (title, text) in enumerate(zip(self.titles, texts, strict=True), start=1):
            self.fields[f"clause_{number}"] = _long(f"{number}. {title}", required=False, most=8000, rows=3)
            self.fields[f"clause_{number}"].initial = text

    def clauses(self) -> list[tuple[str, str]]:
        """(title, text) of those that are not empty."""
        given = [self.cleaned_data.get(f"clause_{number}", "") for number in range(1, len(self.titles) + 1)]
        return [(str(title), text) for title, text in zip(self.titles, given, strict=True) if text]

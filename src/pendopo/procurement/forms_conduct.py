"""What officials type about a supplier's conduct: ratings and sanctions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField
from pendopo.procurement.queries import sanction_kinds
from pendopo.procurement.rules_suppliers import ASPECTS

MARKS = [("3", _("3 – very good")), ("2", _("2 – good")), ("1", _("1 – enough"))]
LABELS = {
    "quality": _("Quality and quantity"),
    "cost": _("Cost"),
    "time": _("Kept to the time"),
    "service": _("Service"),
}
HINTS = {
    "quality": _("What was delivered is what the contract says"),
    "cost": _("Costs were kept under control, changes were few and reasoned"),
    "time": _("Delivered at the agreed time"),
    "service": _("Answers, repairs and communication"),
}


class RatingForm(forms.Form):
    """Four marks and a note; a terminated contract has no marks: it counts zero."""

    def __init__(self, *args: Any, terminated: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect in () if terminated else ASPECTS:
            self.fields[aspect] = forms.ChoiceField(
                label=LABELS[aspect],
                help_text=HINTS[aspect],
                choices=MARKS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one mark")},
            )
        self.fields["reason"] = forms.CharField(
            label=_("What your marks rest on"),
            help_text=_("Everybody reads it beside the rating. Name no private persons."),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Write what your marks rest on")},
        )

    def marks(self) -> dict[str, int]:
        """Aspect -> mark."""
        return {aspect: int(self.cleaned_data[aspect]) for aspect in ASPECTS if aspect in self.cleaned_data}

    def note(self) -> str:
        """What the marks rest on."""
        return str(self.cleaned_data["reason"])


class ProposeForm(forms.Form):
    """What a supplier did, with which contract, for which unit."""

    kind = forms.ChoiceField(
        label=_("What the supplier did"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the supplier did")},
    )
    unit = forms.TypedChoiceField(label=_("For which unit"), coerce=int)
    contract = forms.TypedChoiceField(label=_("Contract"), coerce=int, required=False, empty_value=None)
    basis = forms.CharField(
        label=_("Facts"),
        help_text=_("What happened, when, and by which documents it is shown"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the facts")},
    )

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], contracts: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = sanction_kinds()  # type: ignore[attr-defined]
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        chosen = [("", _("None of them")), *((one.pk, f"{one.number} {one.title}"[:90]) for one in contracts)]
        self.fields["contract"].choices = chosen  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The cleaned answer as the act takes it."""
        given = self.cleaned_data
        own = {"unit_id": given["unit"], "contract_id": given["contract"]}
        return own | {"kind": given["kind"], "basis": given["basis"]}


class ImposeForm(forms.Form):
    """The decree of the PA."""

    decree_number = forms.CharField(
        label=_("Number of the decree"),
        max_length=120,
        error_messages={"required": _("Write the number of the decree")},
    )
    decree_date = DateField(label=_("Date of the decree"))
    from_date = DateField(label=_("In force from"))

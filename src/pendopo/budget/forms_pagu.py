"""What the budget team writes about ceilings: the cells of a grid, the envelope, a new sub kegiatan, a pasted table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import MoneyField

MOST_REASON = 500
BASIS = _("Basis of the change")


class BasisField(forms.CharField):
    """Why a ceiling changes, as the history keeps it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=BASIS,
            max_length=MOST_REASON,
            help_text=_("For example the number of the KUA-PPAS note, or the letter of the office"),
            error_messages={"required": _("Write the basis of the change first")},
            **more,
        )


@dataclass
class Cells:
    """The amounts typed in a grid, by the key of their cell; what was read there before; and what is wrong."""

    amounts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    reason_error: str = ""

    @property
    def sound(self) -> bool:
        """Whether everything typed can be kept."""
        return not self.errors and not self.reason_error


_KEY = re.compile(r"pagu-(\d+(?:-\d+)?)")


def read_cells(posted: Mapping[str, str]) -> Cells:
    """The cells `pagu-<key>` that differ from their `was-<key>`, with the basis of the change."""
    cells = Cells(reason=posted.get("reason", "").strip())
    money = MoneyField()
    for name, text in posted.items():
        found = _KEY.fullmatch(name)
        if found is None:
            continue
        key = found[1]
        cells.typed[key] = text
        was = posted.get(f"was-{key}", "")
        try:
            amount = money.clean(text)
        except ValidationError as fault:
            cells.errors[key] = str(fault.messages[0])
            continue
        if was.isdecimal() and len(was) < 20:
            cells.seen[key] = int(was)
        if cells.seen.get(key) != amount:
            cells.amounts[key] = amount
    cells.seen = {key: amount for key, amount in cells.seen.items() if key in cells.amounts}
    if cells.amounts and not cells.reason:
        cells.reason_error = str(_("Write the basis of the change first"))
    elif len(cells.reason) > MOST_REASON:
        cells.reason_error = str(_("Write at most 500 characters"))
    return cells


class EnvelopeForm(forms.Form):
    """What all units together may spend."""

    amount = MoneyField(label=_("Spending of the stage, transfers included"))
    reason = BasisField()


class NewCeilingForm(forms.Form):
    """A sub kegiatan that gets its first ceiling in a unit."""

    code = forms.CharField(
        label=_("Code of the sub-activity"),
        max_length=17,
        help_text=_("17 characters, for example 1.02.02.2.01.0003"),
        error_messages={"required": _("Write the code of the sub-activity")},
    )
    amount = MoneyField(label=_("Ceiling of the sub-activity"))
    reason = BasisField()


class PasteCeilingsForm(forms.Form):
    """A table of ceilings copied from a spreadsheet."""

    table = forms.CharField(
        label=_("Copied rows of ceilings"),
        help_text=_(
            "Columns: code of the unit, code of the sub-activity, occurrence (empty is 1), ceiling. Without the code"
            " of a sub-activity the row is the ceiling of the unit itself."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off"}),
        strip=False,
        error_messages={"required": _("Paste at least one row")},
    )
    reason = BasisField()
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

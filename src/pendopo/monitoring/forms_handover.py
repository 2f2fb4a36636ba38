"""What people say at a handover."""

import datetime as dt
import re

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField
from pendopo.monitoring.handing import DefectValues

_DAY = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")


class HandoverForm(forms.Form):
    """BAST-1: number, day, end of maintenance, defects."""

    number = forms.CharField(label=_("Number of the BAST"), max_length=120)
    date = DateField(label=_("Day of the handover"))
    maintenance_until_date = DateField(
        label=_("Maintenance until"), required=False, help_text=_("Leave it empty where nothing has to be maintained.")
    )
    defects = forms.CharField(
        label=_("Defects to be mended"), required=False, widget=forms.Textarea, max_length=5000,
        help_text=_("One on each line: what has to be mended; the last day. For example: Retak di KM 1+200; 15-1-2027"),
    )  # fmt: skip

    def clean_defects(self) -> tuple[DefectValues, ...]:
        """Each line as a defect."""
        lines = [line.strip() for line in self.cleaned_data["defects"].splitlines() if line.strip()]
        return tuple(_defect(line) for line in lines)


def _defect(line: str) -> DefectValues:
    text, mark, day = line.rpartition(";")
    parts = _DAY.match(day.strip())
    try:
        if not mark or not text.strip() or parts is None:
            raise ValueError
        number, month, year = map(int, parts.groups())
        return DefectValues(text.strip(), dt.date(year, month, number))
    except ValueError:
        message = _("“%(line)s” needs what has to be mended, a semicolon and a day such as 15-1-2027.")
        raise forms.ValidationError(message, params={"line": line}) from None


class FinalForm(forms.Form):
    """BAST-2: number and day."""

    number = forms.CharField(label=_("Number of the BAST"), max_length=120)
    date = DateField(label=_("Day of the handover"))


class MendForm(forms.Form):
    """How a defect was mended."""

    note = forms.CharField(label=_("How it was mended, and who saw it"), max_length=500)


class AssetForm(forms.Form):
    """An asset's number in the register, and its condition."""

    asset_code = forms.CharField(label=_("Number in the asset register"), max_length=60)
    condition = forms.ChoiceField(
        label=_("Condition"), choices=[("BAIK", _("Good")), ("RUSAK_RINGAN", _("Lightly damaged")),
                                       ("RUSAK_BERAT", _("Badly damaged"))],
    )  # fmt: skip

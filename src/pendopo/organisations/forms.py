"""What people type about units."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.organisations import queries
from pendopo.organisations.rules import UnitProblem, UnitValues

FIELDS = {"code": "kode", "name": "nama", "kind": "jenis", "short_name": "singkatan", "parent_code": "kode_induk"}


class UnitSearchForm(forms.Form):
    """Filters of the list of units."""

    cari = forms.CharField(label=_("Name or code"), required=False)
    jenis = forms.ChoiceField(label=_("Kind of unit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [("", _("All kinds of unit")), *queries.kinds()]  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """One unit. The code stays once it is given: files and budgets name the unit by it."""

    kode = forms.CharField(label=_("Unit code"), max_length=40, error_messages={"required": _("Write the unit code")})
    nama = forms.CharField(
        label=_("Full name of the unit"), max_length=200, error_messages={"required": _("Write the name")}
    )
    singkatan = forms.CharField(label=_("Short name"), max_length=60, required=False, help_text=_("Such as DPUPR."))
    jenis = forms.ChoiceField(label=_("Kind of unit"), widget=forms.RadioSelect)
    kode_induk = forms.CharField(
        label=_("Code of the unit above"),
        max_length=40,
        required=False,
        help_text=_("Empty when it stands below none."),
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = queries.kinds()  # type: ignore[attr-defined]
        self.initial.setdefault("jenis", "OPD")
        if code:
            self.initial["kode"] = code
            self.fields["kode"].disabled = True
            self.fields["kode"].help_text = _("The code stays: files and budgets name the unit by it.")

    def values(self) -> UnitValues:
        """What was typed."""
        data = self.cleaned_data
        return UnitValues(data["kode"], data["nama"], data["jenis"], data["singkatan"], data["kode_induk"])

    def show(self, problems: Iterable[UnitProblem]) -> None:
        """Put what the act refused beside the fields."""
        for problem in problems:
            self.add_error(FIELDS[problem.column], str(problem.message))


class PositionForm(forms.Form):
    """One post of a unit."""

    jabatan = forms.CharField(
        label=_("Title of the post"), max_length=200, error_messages={"required": _("Write the title")}
    )
    jenis = forms.ChoiceField(label=_("Kind of post"), widget=forms.RadioSelect, initial="STRUCTURAL")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = queries.position_kinds()  # type: ignore[attr-defined]

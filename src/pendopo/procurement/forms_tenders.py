"""What readers of selection runs choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.procurement.forms_packages import PackageFilterForm
from pendopo.procurement.kinds import Method
from pendopo.procurement.queries import TenderQuestion
from pendopo.procurement.states import TENDER_PUBLIC, TenderStatus


class TenderFilterForm(PackageFilterForm):
    """Words, year, unit, method, kind and status; all may be left out."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Every status")), *((one.value, one.label) for one in TenderStatus if one in TENDER_PUBLIC)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("umk")

    def question(self, sort: str = "") -> TenderQuestion:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        year = given.get("tahun", "")
        words = {"text": "q", "unit": "satker", "method": "metode", "kind": "jenis", "status": "status"}
        chosen = {name: given.get(field, "") for name, field in words.items()}
        return TenderQuestion(sort=sort, year=int(year) if year else None, **chosen)


class RunFilterForm(forms.Form):
    """Words, method and status of runs at work; all may be left out."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100, widget=forms.SearchInput)
    metode = forms.ChoiceField(label=_("Method"), required=False, choices=[("", _("All methods")), *Method.choices])
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Every status")), *TenderStatus.choices]
    )

    def question(self) -> TenderQuestion:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return TenderQuestion(text=given.get("q", ""), method=given.get("metode", ""), status=given.get("status", ""))

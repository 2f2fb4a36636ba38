"""What people type about units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.organisations import queries


class UnitSearchForm(forms.Form):
    """Filters of the list of units."""

    cari = forms.CharField(label=_("Name or code"), required=False)
    jenis = forms.ChoiceField(label=_("Kind of unit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [("", _("All kinds of unit")), *queries.kinds()]  # type: ignore[attr-defined]

"""What people ask of the list of works."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.monitoring.queries import ProjectQuestion
from pendopo.monitoring.states import Phase, Standing
from pendopo.procurement.kinds import Kind


class ProjectFilterForm(forms.Form):
    """Words, year, unit, kecamatan, kind, phase and standing; all may be left out."""

    q = forms.CharField(label=_("Work, number or supplier"), required=False, max_length=100, widget=forms.SearchInput)
    tahun = forms.ChoiceField(label=_("Year"), required=False)
    satker = forms.ChoiceField(label=_("Unit"), required=False)
    kecamatan = forms.ChoiceField(label=_("Kecamatan"), required=False)
    jenis = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Kind.choices])
    tahap = forms.ChoiceField(label=_("Stage of the work"), required=False, choices=[("", _("All")), *Phase.choices])
    keadaan = forms.ChoiceField(
        label=_("Against its plan"), required=False, choices=[("", _("All")), *Standing.choices]
    )

    def __init__(
        self,
        *args: Any,
        years: Iterable[int],
        units: Iterable[tuple[str, str]],
        places: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, everything, found in (
            ("tahun", _("All years"), [(str(year), str(year)) for year in years]),
            ("satker", _("All units"), list(units)),
            ("kecamatan", _("All"), list(places)),
        ):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", everything), *found]

    def question(self, sort: str = "") -> ProjectQuestion:
        """What is asked; a choice that is not offered asks for everything."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return ProjectQuestion(
            text=said["q"], year=int(said["tahun"]) if said["tahun"] else None, unit=said["satker"],
            kecamatan=said["kecamatan"], kind=said["jenis"], phase=said["tahap"], standing=said["keadaan"], sort=sort,
        )  # fmt: skip

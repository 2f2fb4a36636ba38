"""What people ask of the list of flags of works."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.names import readable
from pendopo.kernel.flags import FlagStatus
from pendopo.monitoring.queries import GONE, MonitoringFlagsAsked


class MonitoringFlagFilterForm(forms.Form):
    """Rule, how far answered, unit; all may be left out."""

    tanda = forms.ChoiceField(label=_("Flag"), required=False)
    status = forms.ChoiceField(label=_("How far answered"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, names: Mapping[str, Any], units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, Any]]] = {
            "tanda": [*names.items()],
            "status": [*FlagStatus.choices, (GONE, _("The cause is gone"))],
            "unit": [(code, readable(name, title=True)) for code, name in units],
        }
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("All")), *found]

    def asked(self) -> MonitoringFlagsAsked:
        """What is asked; a choice that is not offered asks for everything."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return MonitoringFlagsAsked(said["tanda"], said["status"], said["unit"])

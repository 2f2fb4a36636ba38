"""What a table of rows does not say: the stage that it belongs to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.queries import draft_stages


class StageForm(forms.Form):
    """The stage at work; the newest one is chosen."""

    stage = forms.TypedChoiceField(
        label=_("Stage that takes the rows"),
        choices=draft_stages,
        coerce=int,
        error_messages={"required": _("Choose the stage"), "invalid_choice": _("Choose a stage that is being drafted")},
    )

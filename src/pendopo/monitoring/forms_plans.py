"""What people say about a work plan."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class PlanFileForm(forms.Form):
    """The plan as a table."""

    file = forms.FileField(
        label=_("Table of the plan"),
        help_text=_("XLSX, ODS or CSV with one row for each item and one column for each week, in cumulative percent."),
        error_messages={"required": _("Choose the table of the plan")},
    )


class ReturnForm(forms.Form):
    """Why something is given back."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, max_length=1000,
        error_messages={"required": _("Write what has to be changed")},
    )  # fmt: skip


class AgreeForm(forms.Form):
    """Which amendment of the contract replaces the plan in force."""

    addendum_id = forms.TypedChoiceField(
        label=_("Amendment that changes the plan"), coerce=int,
        error_messages={"required": _("Choose the amendment of the contract")},
    )  # fmt: skip

    def __init__(self, *args: Any, addenda: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["addendum_id"]).choices = [("", _("Choose")), *addenda]

"""What the finance office says when it begins another year's budget."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.services.years import FIRST_KINDS, Taken

FIRST, LAST = 2000, 2100


class YearForm(forms.Form):
    """The year, its first stage, and what is taken over from which earlier stage. `bases`: id and words of each."""

    year = forms.IntegerField(
        label=_("Budget year"),
        min_value=FIRST,
        max_value=LAST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages={
            "required": _("Write the year"),
            "invalid": _("Write the year in four digits, such as 2028"),
            "min_value": _("Write the year in four digits, such as 2028"),
            "max_value": _("Write the year in four digits, such as 2028"),
        },
    )
    kind = forms.ChoiceField(
        label=_("First stage"),
        choices=[(kind.value, kind.label) for kind in FIRST_KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the first stage")},
    )
    base = forms.TypedChoiceField(
        label=_("Begin from"),
        help_text=_("The new year takes its code lists from there. That budget stays as it is."),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the budget to begin from")},
    )
    taken = forms.ChoiceField(
        label=_("What to take over"),
        choices=Taken.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to take over")},
    )

    def __init__(self, *args: Any, bases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = bases  # type: ignore[attr-defined]

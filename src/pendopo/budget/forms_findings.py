"""Filters of findings, and what people write about one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FindingFilterForm(forms.Form):
    """Filters of a list of findings."""

    berat = forms.ChoiceField(label=_("Weight"), required=False)
    periksa = forms.ChoiceField(label=_("Check"), required=False)
    status = forms.ChoiceField(label=_("How far answered"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        """`choices`: field -> (value, label) without the first, which means all; a field without choices goes."""
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in choices:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", _("All")), *choices[name]]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Why the row stands as it does."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Say why it is right as it stands. Everybody reads it once the budget is published."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": _("Write the answer")},
    )


class JudgementForm(forms.Form):
    """What the budget team says to an answer."""

    text = forms.CharField(
        label=_("Note of the budget team"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000, required=False
    )


class RefusalForm(forms.Form):
    """Why an answer is refused."""

    text = forms.CharField(
        label=_("Why the answer does not do"),
        help_text=_("The office reads it word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": _("Write why the answer does not do")},
    )


class GroundForm(forms.Form):
    """The ground on which a finding is let pass."""

    text = forms.CharField(
        label=_("Ground"),
        help_text=_("Name the law, letter or decision. Your name and the ground are public once the budget is."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": _("Write the ground")},
    )

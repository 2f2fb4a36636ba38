"""What people write when an Rka or a stage moves on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField


class NoteForm(forms.Form):
    """A remark that may be left out."""

    reason = forms.CharField(
        label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000, required=False
    )


class ReasonForm(forms.Form):
    """The reason that the law wants in writing."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Say what has to change; the office reads it word for word."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": _("Write the reason")},
    )


class WithdrawForm(forms.Form):
    """Why a paper is taken back; it stands on a public page."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who checks the paper reads it word for word. At most 500 characters."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        error_messages={
            "required": _("Write why the paper is withdrawn"),
            "max_length": _("Write at most 500 characters"),
        },
    )


class PaperForm(forms.Form):
    """The paper behind a step: number and date."""

    instrument = forms.CharField(
        label=_("Number of the paper"),
        help_text=_("For example Perda 9/2026, or the number of the note of agreement"),
        max_length=200,
        error_messages={"required": _("Write the number of the paper")},
    )
    instrument_date = DateField(label=_("Date of the paper"))


class NextStageForm(forms.Form):
    """Which stage follows."""

    kind = forms.ChoiceField(
        label=_("Next stage"), widget=forms.RadioSelect, error_messages={"required": _("Choose the stage that follows")}
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

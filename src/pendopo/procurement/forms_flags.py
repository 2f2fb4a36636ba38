"""Filters of flags, what people write about one, and parts of packages that are split or put together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FlagFilterForm(forms.Form):
    """Rule, how far answered, weight, unit; all may be left out."""

    tanda = forms.ChoiceField(label=_("Flag"), required=False)
    status = forms.ChoiceField(label=_("How far answered"), required=False)
    berat = forms.ChoiceField(label=_("Weight"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        """`choices`: field -> (value, label) without the first, which means all."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.choices = [("", _("All")), *choices[name]]  # type: ignore[attr-defined]

    def given(self) -> dict[str, str]:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        chosen: dict[str, str] = getattr(self, "cleaned_data", {})
        return {name: chosen.get(name, "") for name in self.fields}


class FlagAnswerForm(forms.Form):
    """How the buyer explains it."""

    text = forms.CharField(
        label=_("Your explanation"),
        help_text=_("Everybody reads it beside the flag. Name facts that can be checked, and no private persons."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": _("Write the explanation")},
    )


class FlagNoteForm(forms.Form):
    """A note to an explanation that is accepted."""

    text = forms.CharField(
        label=_("Note of the auditor"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000, required=False
    )


class FlagReasonForm(forms.Form):
    """Why an explanation does not do, or why the flag is asked again."""

    text = forms.CharField(
        label=_("Reason"),
        help_text=_("The office and everybody else read it word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        error_messages={"required": _("Write the reason")},
    )


class SplitForm(forms.Form):
    """The name of the part that becomes a package of its own."""

    title = forms.CharField(
        label=_("Name of the new package"),
        max_length=300,
        error_messages={"required": _("Write the name of the package")},
    )


class MergeForm(forms.Form):
    """Which other draft is put into this package."""

    other = forms.TypedChoiceField(
        label=_("The other draft"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a draft")},
    )

    def __init__(self, *args: Any, drafts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = drafts  # type: ignore[attr-defined]

"""What people write in the conversation about an Rka."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """A comment, and who should read it."""

    text = forms.CharField(
        label=_("Your comment"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
        error_messages={"required": _("Write what you want to say")},
    )
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Who should read it"),
        help_text=_("They find a notice in their inbox."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(pk, f"{name}, {role}") for pk, name, role in people]
        self.fields["mentioned"].choices = choices  # type: ignore[attr-defined]
        if not people:
            del self.fields["mentioned"]

"""What residents, moderators and offices write about a public comment."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublicCommentForm(forms.Form):
    """A resident's comment."""

    text = forms.CharField(
        label=_("What do you want to say or ask?"),
        help_text=_("Leave out names, numbers and addresses of people. Your own name is not shown."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2_000,
        error_messages={"required": _("Write your comment")},
    )


class ActionForm(forms.Form):
    """The words that go with a step: the answer, or the reason."""

    words = forms.CharField(
        label=_("Answer or reason"),
        help_text=_("An answer is public. The reason goes to the resident only."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4_000,
        required=False,
    )
    action = forms.CharField(widget=forms.HiddenInput, required=False)

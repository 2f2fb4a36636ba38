"""Photos of a report, several at once, and what is said in judging one."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy


class PhotosForm(forms.Form):
    """Of which item the photos are; the files stand beside (`photos`), for there are several.

    `key` and the bytes make each photo's own key, so that a form sent twice adds nothing.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    item = forms.TypedChoiceField(
        label=gettext_lazy("What the photos show"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, items: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", gettext_lazy("The work as a whole"))
        cast(forms.ChoiceField, self.fields["item"]).choices = [whole, *items]


class JudgeForm(forms.Form):
    """Why a photo is believed or not."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, widget=forms.Textarea, max_length=500,
        help_text=gettext_lazy("Needed to reject a photo, and to accept one that is to be looked at closely."),
    )  # fmt: skip

"""What sign-up asks besides address and password. Apart from the other forms: the library reads it while it loads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The one name field."""

    name = forms.CharField(label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: Any, user: Any) -> None:
        """Asked for by allauth; the adapter has kept the name already."""

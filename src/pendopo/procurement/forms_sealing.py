"""What people type about sealed bids: why a key is revoked, who is to sit where."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    """Why a key may not be used any more."""

    reason = forms.CharField(
        label=_("What happened to the key"), max_length=300, help_text=_("For example: the laptop was stolen"),
        error_messages={"required": _("Say what happened")},
    )  # fmt: skip


class KeyFileForm(forms.Form):
    """The key file and its passphrase: read by the page's script and never sent."""

    key_file = forms.FileField(
        label=_("Key file"), help_text=_("The file ending in .age that you saved"),
        widget=forms.ClearableFileInput(attrs={"data-at": "key-file", "accept": ".age"}),
    )  # fmt: skip
    passphrase = forms.CharField(
        label=_("Passphrase"), help_text=_("The words from your paper, with spaces or dashes between them"),
        widget=forms.TextInput(
            attrs={"data-at": "passphrase", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )  # fmt: skip

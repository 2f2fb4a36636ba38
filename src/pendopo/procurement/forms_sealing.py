"""What people type about sealed bids: why a key is revoked, who is to sit where."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField
from pendopo.procurement.services import Seating


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


class CopyForm(forms.Form):
    """The bidder's own copy of a sealed envelope: read by the page's script, sent part after part."""

    copy = forms.FileField(
        label=_("Copy of the envelope"),
        help_text=_("The file sampul-….age that you downloaded, or ciphertext.age of pendopo-bid. Not the key file."),
        widget=forms.ClearableFileInput(attrs={"data-at": "copy", "accept": ".age"}),
    )  # fmt: skip


class SeatingForm(forms.Form):
    """Who is to hold keys of a run: trustees of both sides, how many of each are needed, when it is opened."""

    committee = forms.TypedMultipleChoiceField(
        label=_("Trustees of the committee"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("At least three. Their seats follow the order of this list."),
        error_messages={"required": _("Choose at least three trustees of the committee")},
    )  # fmt: skip
    k = forms.IntegerField(label=_("How many of them are needed to open"), min_value=2, max_value=16)
    inspectorate = forms.TypedMultipleChoiceField(
        label=_("Trustees of the inspectorate"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("One alone is the weakest point: prefer two of three."),
        error_messages={"required": _("Choose a trustee of the inspectorate")},
    )  # fmt: skip
    m = forms.IntegerField(label=_("How many of the inspectorate are needed to open"), min_value=1, max_value=16)
    opening_date = DateField(label=_("Day of the opening"))
    opening_time = forms.TimeField(
        label=_("Time of the opening"), input_formats=["%H.%M", "%H:%M"], help_text=_("For example 09.30"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Write the time"), "invalid": _("Write the time as hours and minutes")},
    )  # fmt: skip

    def __init__(self, *args: Any, trustees: dict[str, list[tuple[int, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side, choices in trustees.items():
            cast(forms.ChoiceField, self.fields[side]).choices = choices

    def seating(self) -> Seating:
        """The seats as asked for."""
        given = self.cleaned_data
        at = dt.datetime.combine(given["opening_date"], given["opening_time"])
        return Seating(given["committee"], given["k"], given["inspectorate"], given["m"], timezone.make_aware(at))


SEATING_FAULTS: tuple[tuple[str, str, Any], ...] = (
    ("opening_at", "opening_time", _("The opening cannot begin before the last moment for bids")),
    (
        "groups[0]",
        "k",
        _("Choose at least three trustees of the committee, and need at least two of them but not more than sit"),
    ),
    ("groups[1]", "m", _("Need one of one, or at least two of several, and not more than sit")),
    ("seal-plan.groups", "k", _("So many seats have too many possible quorums. Choose fewer trustees")),
)
"""Part of a plan's field -> the field of the form, and what to do there."""


def seating_fault(field: str) -> tuple[str | None, Any]:
    """Where on the form a refused plan is mended, and how; no words where it is nothing that people type."""
    return next(((place, words) for part, place, words in SEATING_FAULTS if part in field), (None, ""))


class BidKeyForm(KeyFileForm):
    """The bidder's own key file; its fields stand beside those of a trustee."""

    prefix = "sampul"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key_file"].widget.attrs["data-at"] = "bid-key"
        self.fields["passphrase"].widget.attrs["data-at"] = "bid-words"

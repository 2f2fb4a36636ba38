"""What officials type about people and appointments, and what a person types about themself."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import queries
from pendopo.accounts.roles import Role
from pendopo.kernel import display
from pendopo.kernel.fields import DateField
from pendopo.organisations import queries as organisations


def _until(day: dt.date | None) -> Any:
    return display.full_date(day) if day else _("Open, until it is ended")


class _AppointmentFields(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *Role.choices])
    unit: Any = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("The whole region")
    )
    decree_number = forms.CharField(label=_("Decree number"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = organisations.active_units()  # type: ignore[attr-defined]


class _DatesInOrder(forms.Form):
    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = values.get("from_date"), values.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("The last day lies before the first."))
        return values


class AppointmentForm(_DatesInOrder, _AppointmentFields):
    """A new appointment of a known person."""

    from_date = DateField(label=_("From"), help_text=_("The first day of the role, for example 2 1 2026."))
    to_date = DateField(label=_("Until"), required=False, help_text=_("The last day. Leave it empty while it is open."))
    post = forms.CharField(
        label=_("Post"), max_length=200, required=False, help_text=_("Its title as the unit's list of posts has it.")
    )
    field_order = ("role", "unit", "post", "from_date", "to_date", "decree_number")

    def summary(self) -> list[dict[str, Any]]:
        """What was typed, as rows of a summary list."""
        values = self.cleaned_data
        return [
            {"key": _("Role"), "value": Role(values["role"]).label},
            {"key": _("Unit"), "value": values["unit"].name if values["unit"] else _("The whole region")},
            {"key": _("Post"), "value": values["post"] or "–"},
            {"key": _("From"), "value": display.full_date(values["from_date"])},
            {"key": _("Until"), "value": _until(values["to_date"])},
            {"key": _("Decree number"), "value": values["decree_number"]},
        ]


class InvitationForm(_AppointmentFields):
    """A person without an account."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    field_order = ("name", "email", "role", "unit", "decree_number")


class PeopleSearchForm(forms.Form):
    """Filter of the list of people."""

    cari = forms.CharField(label=_("Name or e-mail address"), required=False)


class PositionSearchForm(forms.Form):
    """Filter of the list of posts."""

    cari = forms.CharField(label=_("Title of the post, unit or holder"), required=False)


class LastDayForm(forms.Form):
    """Another last day for an appointment."""

    to_date = DateField(
        label=_("New last day"), required=False, help_text=_("Leave it empty when the role stays open.")
    )
    decree_number = forms.CharField(
        label=_("Decree number"), max_length=120, help_text=_("The decree that changes the appointment.")
    )


class DelegationForm(_DatesInOrder):
    """Who holds the role too, from when to when."""

    email = forms.EmailField(
        label=_("E-mail address of the person who takes over"),
        help_text=_("The person needs an account. You keep the role too."),
    )
    from_date = DateField(label=_("First day"))
    to_date = DateField(label=_("Last day"))

    def clean_email(self) -> str:
        """The address belongs to an open account, which then is `receiver`."""
        found = queries.user_by_email(self.cleaned_data["email"])
        if found is None or not found.is_active:
            raise forms.ValidationError(_("No open account has this address. Check it, or invite the person first."))
        self.receiver = found
        return found.email or ""

    def summary(self) -> list[dict[str, Any]]:
        """What was typed, as rows of a summary list."""
        return [
            {"key": _("Takes over"), "value": f"{self.receiver} ({self.receiver.email})"},
            {"key": _("First day"), "value": display.full_date(self.cleaned_data["from_date"])},
            {"key": _("Last day"), "value": display.full_date(self.cleaned_data["to_date"])},
        ]


class SureForm(forms.Form):
    """What was typed on the page before, carried along unseen, and the word that it is meant."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        super().__init__()
        for name, value in typed.items():
            if name != "csrfmiddlewaretoken":
                self.fields[name] = forms.CharField(initial=value, widget=forms.HiddenInput)
        self.fields["sure"] = forms.CharField(initial="1", widget=forms.HiddenInput)


class NikForm(forms.Form):
    """The identity number of the person who is signed in."""

    nik = forms.CharField(
        label=_("National identity number (NIK)"),
        max_length=24,
        help_text=_("Sixteen digits, as on your identity card. Spaces do no harm."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_nik(self) -> str:
        """Sixteen digits without the spaces."""
        digits = re.sub(r"[\s.-]", "", self.cleaned_data["nik"])
        if not re.fullmatch(r"\d{16}", digits):
            raise forms.ValidationError(_("Write all sixteen digits of your NIK."))
        return digits

"""What people type about accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.roles import Role
from pendopo.organisations import queries as organisations


class NewPasswordForm(forms.Form):
    """The password of a person who accepts an invitation."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Several words are easier to remember."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """The site's rules for passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class NameForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = forms.CharField(label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: Any, user: Any) -> None:
        """Asked for by allauth; the adapter has kept the name already."""


class _AppointmentFields(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *Role.choices])
    unit: Any = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("The whole region")
    )
    decree_number = forms.CharField(label=_("Decree number"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = organisations.active_units()  # type: ignore[attr-defined]


class AppointmentForm(_AppointmentFields):
    """A new appointment of a known person."""

    from_date = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    to_date = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class InvitationForm(_AppointmentFields):
    """A person without an account."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    field_order = ("name", "email", "role", "unit", "decree_number")


class PeopleSearchForm(forms.Form):
    """Filter of the list of people."""

    cari = forms.CharField(label=_("Name or e-mail address"), required=False)


class EndForm(forms.Form):
    """Asks once before an appointment ends."""

"""The forms of signing in and up, in our words; checking and saving is the library's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import SignupForm as LibrarySocialSignupForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.display.phones import e164

NEW_PASSWORD = _("At least 12 characters. Several words are easier to remember.")
WORDS = {
    "email": _("E-mail address"),
    "phone": _("Phone number"),
    "name": _("Full name"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "code": _("Code"),
    "passwordless": _("Sign in with this passkey alone"),
}
HINTS = {
    "password1": NEW_PASSWORD,
    "passwordless": _("Then it needs your fingerprint, your face or a PIN, and no password."),
}


class PlainWords:
    """Labels and hints of ours, nothing inside the boxes, no second box for the same password."""

    fields: dict[str, Any]
    words: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.label = {**WORDS, **self.words}.get(name, field.label)
            field.help_text = {**HINTS, **self.hints}.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "email":
                field.validators = [EmailValidator(message=_("Write an e-mail address, for example nama@contoh.id."))]


class LoginForm(PlainWords, account.LoginForm):
    """Address or number, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phones = "phone" in account.app_settings.LOGIN_METHODS
        self.fields["login"].label = _("E-mail address or phone number") if phones else _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        """A number becomes the form in which it is kept."""
        login: str = super().clean_login()
        return login if "@" in login else e164(login) or login


class SignupForm(PlainWords, account.SignupForm):
    """Name, address or number, password."""

    words = {"password1": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "email", "phone", "password1"])
        if "phone" in self.fields:
            self.fields["email"].required = False
            self.fields["email"].help_text = _("Write an e-mail address or a phone number; one of them is enough.")
            self.fields["phone"].help_text = _("For example 0812 3456 7890. We send a code by text message.")

    def clean(self) -> dict[str, Any]:
        """One of address and number must be there."""
        values: dict[str, Any] = super().clean()
        if not (values.get("email") or values.get("phone") or self.errors.keys() & {"email", "phone"}):
            self.add_error("email", _("Write an e-mail address or a phone number."))
        return values


class SocialSignupForm(PlainWords, LibrarySocialSignupForm):
    """What a national identity did not say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("phone", None)
        self.order_fields(["name", "email"])


class AddEmailForm(PlainWords, account.AddEmailForm):
    """A further address."""

    words = {"email": _("New e-mail address")}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    """The present and the new password."""


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    """The first password of an account that came through a national identity."""


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    """Where the link goes."""


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    """The new password after the link."""


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    """The password once more."""


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    """Where the code goes: a phone number (an address has its own way, the link)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("email", None)
        if "phone" in self.fields:
            self.fields["phone"].required = True


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    """The code that arrived."""


class VerifyPhoneForm(PlainWords, account.VerifyPhoneForm):
    """The code that arrived."""


class ChangePhoneForm(PlainWords, account.ChangePhoneForm):
    """Another number."""

    words = {"phone": _("New phone number")}
    hints = {"phone": _("For example 0812 3456 7890. We send a code by text message.")}


class SecondStepForm(PlainWords, second_step.AuthenticateForm):
    """The six digits at sign-in."""

    words = {"code": _("Six digits or recovery code")}


class SecondStepAgainForm(PlainWords, second_step.ReauthenticateForm):
    """The six digits before an act with consequences."""

    words = {"code": _("Six digits or recovery code")}


class ActivateAppForm(PlainWords, ActivateTOTPForm):
    """The first six digits of the app."""

    words = {"code": _("Six digits from the app")}

    @property
    def spaced_secret(self) -> str:
        """The key in groups of four, for typing; apps take it with or without the spaces."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class AddPasskeyForm(PlainWords, AddWebAuthnForm):
    """A new passkey."""

    words = {"name": _("Name of the passkey")}
    hints = {"name": _("For example: my phone, the office key.")}


class EditPasskeyForm(PlainWords, EditWebAuthnForm):
    """Another name."""

    words = {"name": _("Name of the passkey")}


class NewPasswordForm(forms.Form):
    """The password of a person who accepts an invitation."""

    password = forms.CharField(
        label=_("Password"),
        help_text=NEW_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """The site's rules for passwords."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

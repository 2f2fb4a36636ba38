"""What the sign-in library asks of us: how an account begins, its phone number, and what the TOTP page is called."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext

from pendopo.accounts import nik, queries, services
from pendopo.accounts.models import User
from pendopo.accounts.signin_errors import SECOND_STEP, SIGN_IN
from pendopo.instance import queries as instance
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.fields import PhoneField

LIBRARY_STAGE = "allauth.account.stages.EmailVerificationStage"
OUR_STAGE = "pendopo.accounts.stages.AddressStage"


class PhoneMixin:
    """The library's questions about telephone numbers, answered by our acts."""

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """The field that accepts numbers as people write them."""
        return PhoneField(**kwargs)

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Note the number that was typed; `verified` after the code."""
        if verified:
            self.set_phone_verified(user, phone)
        else:
            if user.pk:
                services.claim_phone(user_id=user.pk, phone=phone, actor=ANONYMOUS)
            user.phone, user.phone_verified_at = phone, None

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number and whether it is proven."""
        return (user.phone, user.phone_verified_at is not None) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        """The code was right."""
        try:
            services.verify_phone(user_id=user.pk, phone=phone, actor=user, now=clock.now())
        except services.PhoneTaken:
            raise ImmediateHttpResponse(redirect("account_login")) from None

    def get_user_by_phone(self, phone: str) -> User | None:
        """Only a proven number finds its account: nobody can occupy the number of another."""
        return queries.user_by_phone(phone)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Through the outbox of notices."""
        services.send_code(phone=phone, code=code, actor=ANONYMOUS, now=clock.now())

    def send_account_already_exists_sms(self, phone: str) -> None:
        """The owner of the number learns of it, the page does not."""
        services.warn_of_known_phone(phone=phone, actor=ANONYMOUS, now=clock.now())


class AccountAdapter(PhoneMixin, DefaultAccountAdapter):
    """Accounts begin with a name and the kernel's time."""

    error_messages = {**DefaultAccountAdapter.error_messages, **SIGN_IN}

    def new_user(self, request: HttpRequest) -> User:
        """An empty account of this moment."""
        return User(created_at=clock.now())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The name of the form goes into our one name field; no address is no address, not an empty one."""
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit=False)
        saved.email = saved.email or None
        if commit:
            saved.save()
        return saved

    def get_login_stages(self) -> list[str]:
        """The library's, with our step for the address."""
        return [OUR_STAGE if stage == LIBRARY_STAGE else stage for stage in super().get_login_stages()]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officials go to their workspace, residents to the home page."""
        official = isinstance(request.user, User) and request.user.is_official()
        return "/workspace/" if official else "/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """As after signing in."""
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page."""
        return "/"


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of the second step are kept encrypted; the issuer is the regency."""

    error_messages = {**DefaultMFAAdapter.error_messages, **SECOND_STEP}

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """A passkey without a name of its own."""
        return gettext("Passkey")

    def get_totp_label(self, user: User) -> str:
        """What the app writes beside the digits: the address, or the name (never the phone number)."""
        return user.email or user.label

    def get_totp_issuer(self) -> str:
        """The name that the authenticator app shows."""
        current = instance.current()
        return current.name if current else "Pendopo"

    def encrypt(self, text: str) -> str:
        """The secret under the application's key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret in plain text."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    return nik.fernet("mfa")

"""What the sign-in library asks of us: how an account begins, and what the TOTP page is called."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.http import HttpRequest

from pendopo.accounts import nik
from pendopo.accounts.models import User
from pendopo.instance import queries as instance
from pendopo.kernel import clock


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with a name and the kernel's time."""

    def new_user(self, request: HttpRequest) -> User:
        """An empty account of this moment."""
        return User(created_at=clock.now())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The name of the form goes into our one name field."""
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officials go to their workspace, residents to the home page."""
        official = isinstance(request.user, User) and request.user.is_official()
        return "/workspace/" if official else "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page."""
        return "/"


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of the second step are kept encrypted; the issuer is the regency."""

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

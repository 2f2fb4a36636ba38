"""A national identity: who signs in through it gets an account with the name that it vouches for."""

import datetime as dt
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from pendopo.accounts import nik, services
from pendopo.accounts.models import User
from pendopo.kernel import clock

KEPT = ("sub", "name")


def claims_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the provider says of the person, from its user information or else its signed token."""
    found: dict[str, Any] = data.get("userinfo") or data.get("id_token") or data
    return found


class SocialAdapter(DefaultSocialAccountAdapter):
    """Keeps nothing of the provider's answer but the name; a number (NIK) goes into its encrypted place."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Name and address of a new account."""
        user: User = super().populate_user(request, sociallogin, data)
        claims = claims_of(sociallogin.account.extra_data)
        user.name = str(data.get("name") or claims.get("name") or "")[:200]
        user.email = user.email or None
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take the number out of the answer before the library keeps it; it lives no longer than the request."""
        claims = claims_of(sociallogin.account.extra_data)
        number = str(claims.get(settings.PENDOPO_OIDC_NIK_CLAIM) or "") if settings.PENDOPO_OIDC_NIK_CLAIM else ""
        sociallogin.account.extra_data = {"userinfo": {key: claims[key] for key in KEPT if key in claims}}
        if sociallogin.is_existing:
            _keep_number(sociallogin.user, number, clock.now())
        request.pendopo_nik = number  # type: ignore[attr-defined]

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """The new account, with the number where the provider gave one."""
        user: User = super().save_user(request, sociallogin, form)
        if form is not None and form.cleaned_data.get("name"):
            user.name = form.cleaned_data["name"]
            user.save(update_fields=["name"])
        _keep_number(user, getattr(request, "pendopo_nik", ""), clock.now())
        return user


def _keep_number(user: User, number: str, now: dt.datetime) -> None:
    """Register the number for its owner; one that belongs to another account is left for the office to sort out."""
    if nik.is_well_formed(number):
        try:
            services.register_nik(user_id=user.pk, nik=number, actor=user, now=now)
        except services.NikRefused:
            return

"""Sign-in, sign-up and one's own account: the library's views below our addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.usersessions import views as sessions
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.accounts.views import own

View = Callable[..., HttpResponseBase]


def _only_with(setting: str, view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(settings, setting):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def phones_only(view: View) -> View:
    """404 while no gateway for text messages is set up."""
    return _only_with("PENDOPO_SMS_URL", view)


def identity_only(view: View) -> View:
    """404 while no national identity is set up."""
    return _only_with("PENDOPO_OIDC_URL", view)


urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("daftar/", account.signup, name="account_signup"),
    path("akun/nonaktif/", account.account_inactive, name="account_inactive"),
    path("akun/pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/email/", account.email, name="account_email"),
    path("akun/email/periksa/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^akun/email/pastikan/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("akun/sandi/", account.password_change, name="account_change_password"),
    path("akun/sandi/baru/", account.password_set, name="account_set_password"),
    path("akun/lupa-sandi/", account.password_reset, name="account_reset_password"),
    path("akun/lupa-sandi/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^akun/lupa-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("akun/lupa-sandi/selesai/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("akun/telepon/", phones_only(account.change_phone), name="account_change_phone"),
    path("akun/telepon/kode/", phones_only(account.verify_phone), name="account_verify_phone"),
    path("akun/kode/", phones_only(account.request_login_code), name="account_request_login_code"),
    path("akun/kode/periksa/", account.confirm_login_code, name="account_confirm_login_code"),
    path("akun/identitas/", identity_only(identity.connections), name="socialaccount_connections"),
    path("akun/identitas/batal/", identity_only(identity.login_cancelled), name="socialaccount_login_cancelled"),
    path("akun/identitas/gagal/", identity_only(identity.login_error), name="socialaccount_login_error"),
    path("akun/identitas/lengkapi/", identity_only(identity.signup), name="socialaccount_signup"),
    path("akun/masuk-dengan/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("akun/masuk-dengan/<slug:provider_id>/kembali/", openid.callback, name="openid_connect_callback"),
    path("akun/keamanan/", own.Security.as_view(), name="mfa_index"),
    path("akun/keamanan/", include("allauth.mfa.urls")),
    path("akun/sesi/", sessions.list_usersessions, name="usersessions_list"),
]

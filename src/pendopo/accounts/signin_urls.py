"""Sign-in, sign-up and one's own account: the library's views below our addresses."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path
from django.urls.resolvers import URLPattern, URLResolver

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
    path("akun/keamanan/", include("allauth.mfa.urls")),
    path("akun/sesi/", sessions.list_usersessions, name="usersessions_list"),
]

"""Every address of the sign-in library: our frame, our words, no English left, nothing inline."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, reverse

from pendopo.accounts import signin_urls
from pendopo.accounts.tests import factories

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(the|your|you|and|please|password|sign[- ]?(?:in|up|out)|log ?(?:in|out)|email(?!@)|code|codes|confirm|change|"
    r"verify|verification|security|keys?|passkeys?|authenticator|recovery|remove|add|generate|activate|deactivate|"
    r"phone|submit|continue|cancel|account|address|this|link|sessions?|error|resend|reauthenticate|two-factor|"
    r"invalid|expired|unused|download|click|username|remember)\b",
    re.IGNORECASE,
)
INSIDE = re.compile(r"<(script|style|svg|code)\b.*?</\1>|<head>.*?</head>|<[^>]+>", re.DOTALL)
SAID = re.compile(r'(?:aria-label|placeholder|title|alt)="([^"]*)"')
PATH = re.compile(r"/\S+/")  # the printed page names its own address
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
WAITING = {  # reached in the middle of signing in; each has a test of its own below
    "account_verify_phone", "account_confirm_login_code", "mfa_authenticate", "socialaccount_signup",
    "openid_connect_login", "openid_connect_callback", "mfa_login_webauthn",
}  # fmt: skip
ELSEWHERE = {"mfa_download_recovery_codes": "a text file of codes"}
KWARGS = {
    "account_confirm_email": {"key": "tidak-ada"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "tidak-ada"},
}


def names(patterns=signin_urls.urlpatterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


ALL = sorted(set(names()))


def words_of(html: str) -> str:
    said = " ".join([*SAID.findall(html), *TITLE.findall(html)])
    return PATH.sub(" ", f"{said} {INSIDE.sub(' ', html)}")


def check(page):
    """Our frame, one heading, nothing inline, no English word."""
    html = page.content.decode()
    assert page.status_code in {200, 401, 404, 429}, page
    assert 'class="p-portal"' in html
    assert html.count("<h1") == 1
    assert "style=" not in html
    assert "data:image" not in html
    words = words_of(html)
    assert [words[max(0, one.start() - 30) : one.end() + 30] for one in ENGLISH.finditer(words)] == []


@pytest.fixture
def secured(resident, monkeypatch):
    """A resident with app, recovery codes and a passkey."""
    TOTP.activate(resident, generate_totp_secret())
    RecoveryCodes.activate(resident)
    passkey = Authenticator.objects.create(
        user=resident,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Ponsel saya", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}},
    )
    # Its contents come from a real device; here the server's question to no device is enough.
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    return resident, passkey


@pytest.fixture
def unconfirmed(resident):
    return EmailAddress.objects.create(user=resident, email="lain@contoh.id", verified=False)


@pytest.fixture
def inside(client, secured):
    """Signed in a moment ago with the second step."""
    return factories.sign_in(client, secured[0], "mfa")


@pytest.fixture(autouse=True)
def identity(settings):
    """A national identity is set up, so that its pages exist."""
    settings.PENDOPO_OIDC_URL = "https://identitas.example"
    app = {"provider_id": "identitas", "name": "Identitas Contoh", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": "https://identitas.example"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def address_of(name, passkey):
    kwargs = {"pk": passkey.pk} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else KWARGS.get(name)
    return reverse(name, kwargs=kwargs)


@pytest.mark.parametrize("name", [name for name in ALL if name not in WAITING | set(ELSEWHERE)])
def test_the_page_is_ours_and_indonesian(name, client, secured, request):
    user, passkey = secured
    seen = [client.get(address_of(name, passkey))]
    factories.sign_in(client, user, "mfa")
    seen.append(client.get(address_of(name, passkey)))
    if name == "account_set_password":
        user.set_unusable_password()
        user.save()
        factories.sign_in(client, user, "mfa")
        seen.append(client.get(address_of(name, passkey)))
    if name == "mfa_activate_totp":
        Authenticator.objects.filter(user=user).exclude(type="webauthn").delete()
        seen.append(client.get(address_of(name, passkey)))
    shown = [page for page in seen if page.status_code != 302 and page["Content-Type"].startswith("text/html")]
    assert shown, f"{name} showed no page"
    for page in shown:
        check(page)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("account_login", {"login": "x@contoh.id", "password": "salah"}),
        ("account_login", {}),
        ("account_signup", {"email": "bukan alamat", "phone": "12", "password1": "pendek"}),
        ("account_signup", {"password1": "password"}),
        ("account_reset_password", {"email": "x"}),
        ("account_request_login_code", {"phone": "abc"}),
    ],
)
def test_what_a_stranger_did_wrong_is_said_in_indonesian(name, typed, client):
    page = client.post(reverse(name), typed)
    assert "govuk-error-summary" in page.content.decode()
    check(page)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("account_email", {"action_add": "", "email": "warga@contoh.id"}),
        ("account_change_password", {"oldpassword": "salah", "password1": "1234"}),
        ("account_change_phone", {"phone": "x"}),
        ("account_reauthenticate", {"password": "salah"}),
        ("mfa_reauthenticate", {"code": "000000"}),
    ],
)
def test_what_a_person_did_wrong_is_said_in_indonesian(name, typed, inside):
    page = inside.post(reverse(name), typed)
    assert "govuk-error-summary" in page.content.decode()
    check(page)


def test_the_second_step_at_sign_in_is_ours(client, secured):
    client.post("/masuk/", {"login": "warga@contoh.id", "password": factories.PASSWORD})
    check(client.get(reverse("mfa_authenticate")))
    check(client.post(reverse("mfa_authenticate"), {"code": "123"}))


def test_an_unconfirmed_address_and_the_link_that_confirms_it_are_ours(inside, unconfirmed):
    check(inside.get(reverse("account_email")))
    check(inside.get(reverse("account_confirm_email", args=[EmailConfirmationHMAC(unconfirmed).key])))


def test_the_link_for_a_new_password_is_ours(client, resident):
    client.post(reverse("account_reset_password"), {"email": resident.email})
    link = next(line for line in mail.outbox[0].body.splitlines() if "/akun/lupa-sandi/" in line)
    check(client.get("/" + link.split("/", 3)[3], follow=True))


def test_letters_are_indonesian(client, resident):
    client.post(reverse("account_reset_password"), {"email": resident.email})
    client.post(reverse("account_reset_password"), {"email": "tidak.ada@contoh.id"})
    typed = {"email": resident.email, "name": "Siti", "password1": factories.PASSWORD}
    client.post(reverse("account_signup"), typed)
    client.post(reverse("account_signup"), {**typed, "email": "baru@contoh.id"})
    assert len(mail.outbox) == 4
    for letter in mail.outbox:
        bare = re.sub(r"\S+[@/]\S+", "", f"{letter.subject} {letter.body}")
        assert sorted({found.group(0) for found in ENGLISH.finditer(bare)}) == [], letter.subject


def test_too_many_attempts_are_refused_on_our_page(client):
    answers = [client.post("/masuk/", {"login": "x@contoh.id", "password": "salah"}) for _ in range(35)]
    refused = [page for page in answers if page.status_code == 429]
    assert refused
    check(refused[0])


@pytest.mark.parametrize(
    "template",
    ["account/signup_closed.html", "account/verified_email_required.html", "socialaccount/signup.html"],
)
def test_rare_pages_are_ours(template):
    assert "pendopo" in get_template(template).origin.name


def test_the_codes_come_as_a_text_file(inside):
    page = inside.get(reverse("mfa_download_recovery_codes"))
    assert page["Content-Type"].startswith("text/plain")
    assert len(page.content.decode().split()) == 10

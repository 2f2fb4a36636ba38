"""A passkey from its making to a sign-in, with Chromium's virtual authenticator."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from pendopo.accounts.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, live_server, client, resident):
    """The page of a resident who has just shown the password, on a device that can keep passkeys."""
    factories.sign_in(client, resident)
    context = browser.new_context(locale="id-ID")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    opened = context.new_page()
    opened.device = context.new_cdp_session(opened)
    opened.device.send("WebAuthn.enable")
    opened.authenticator = opened.device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield opened
    context.close()


def add_passkey(page, base: str) -> None:
    page.goto(base + reverse("mfa_add_webauthn"))
    page.fill("[name=name]", "Telepon Siti")
    if page.locator("[name=passwordless]").count():
        page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda address: "/webauthn/add" not in address)


def test_a_passkey_is_made_and_signs_in_without_a_password(page, live_server, resident):
    add_passkey(page, live_server.url)
    kept = Authenticator.objects.get(user=resident, type=Authenticator.Type.WEBAUTHN)
    assert kept.wrap().name == "Telepon Siti"
    page.context.clear_cookies()
    page.goto(live_server.url + reverse("account_login"))
    page.click("#passkey_login")
    page.wait_for_url(lambda address: reverse("account_login") not in address)
    page.goto(live_server.url + reverse("accounts:account"))
    assert resident.name in page.inner_text("body")


def test_a_person_whom_the_device_does_not_know_is_not_signed_in(page, live_server, resident):
    add_passkey(page, live_server.url)
    page.context.clear_cookies()
    stranger = {"authenticatorId": page.authenticator["authenticatorId"], "isUserVerified": False}
    page.device.send("WebAuthn.setUserVerified", stranger)
    page.goto(live_server.url + reverse("account_login"))
    page.click("#passkey_login")
    page.wait_for_timeout(1000)
    page.goto(live_server.url + reverse("accounts:account"))
    assert reverse("account_login") in page.url

"""Signing in, one's own account and the people's pages in a real browser: axe, console, no sideways scroll."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from pendopo.accounts.models import Appointment, Delegation
from pendopo.accounts.tests import factories
from pendopo.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"
)
SHOTS = os.environ.get("PENDOPO_SHOTS")
# The others of these pages are looked at by the sweep (test_every_page).
OWN = [
    "accounts:nik", "account_logout", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_add_webauthn", "mfa_reauthenticate",
]  # fmt: skip


@pytest.fixture
def look(browser, live_server, axe, world):
    """Opens a page at every width and gives what is wrong with it."""
    opened = []

    def at(where, client=None, typed=None):
        context = browser.new_context(locale="id-ID", reduced_motion="reduce")
        opened.append(context)
        if client is not None:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        page, found = context.new_page(), []
        page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
        page.goto(live_server.url + where)
        if typed is not None:
            send(page, typed)
        page.evaluate(axe)
        return found + [f"{where}: {fault}" for fault in faults_at_every_width(page, where)]

    yield at
    for context in opened:
        context.close()


def send(page, typed):
    """Fill the boxes and press the page's own button."""
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.click("main form button[type=submit]")


def faults_at_every_width(page, where):
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        scroll = page.evaluate("document.documentElement.scrollWidth")
        found += [f"scrolls at {width}: {scroll}"] if scroll > width else []
        found += [f"at {width}: {fault}" for fault in page.evaluate(RUN, TAGS)]
        if SHOTS:
            name = re.sub(r"\W+", "-", where).strip("-") + ("-diisi" if page.query_selector("[name=sure]") else "")
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    return found


def test_the_doors_for_strangers_tell_their_errors_without_fault(look):
    faults = look(reverse("account_login"), typed={"login": "siti@contoh.id", "password": "salah sekali"})
    faults += look(reverse("account_signup"), typed={"name": "Siti", "password1": "pendek"})
    assert faults == []


def test_the_pages_of_ones_own_account_have_no_fault(look, client, resident):
    TOTP.activate(resident, generate_totp_secret())
    RecoveryCodes.activate(resident)
    factories.sign_in(client, resident, "mfa")
    assert [fault for name in OWN for fault in look(reverse(name), client)] == []
    Authenticator.objects.all().delete()
    factories.sign_in(client, resident)
    assert look(reverse("mfa_activate_totp"), client) + look(reverse("mfa_index"), client) == []


def test_the_pages_of_people_and_appointments_have_no_fault(look, client, administrator, head, staff):
    today = clock.today()
    appointment = Appointment.objects.get(user=head, role="pa")
    delegation = Delegation.objects.create(
        appointment=appointment, to_user=staff, from_date=today, to_date=today + dt.timedelta(days=5)
    )
    factories.sign_in(client, administrator)
    wanted = [("people", None), ("invite", None), ("person", head.pk), ("new_appointment", head.pk)]
    wanted += [("deactivate", head.pk), ("change_last_day", appointment.pk), ("end_appointment", appointment.pk)]
    faults = []
    for name, pk in wanted:
        faults += look(reverse(f"accounts:{name}", args=[pk] if pk else None), client)
    faults += look(reverse("accounts:new_appointment", args=[head.pk]), client, {"decree_number": ""})
    factories.sign_in(client, head)
    faults += look(reverse("accounts:my_appointments"), client)
    faults += look(reverse("accounts:end_delegation", args=[delegation.pk]), client)
    where = reverse("accounts:delegate", args=[appointment.pk])
    day = {"from_date_day": "1", "from_date_month": "1", "from_date_year": "2030"}
    last = {"to_date_day": "9", "to_date_month": "1", "to_date_year": "2030"}
    faults += look(where, client) + look(where, client, {"email": staff.email, **day, **last})
    assert faults == []

"""Every page of the doors table in a real browser: axe, console, layout; the public ones without scripts too."""

import pytest
from django.test import Client

from pendopo.accounts.models import User
from tests.browser.conftest import seed
from tests.browser.sweep import Sweep, main_text, without_script
from tests.doors.test_doors import ROLES, address, rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What the walks must reach: a page that nothing leads to any more would be looked at by nobody.
PUBLIC = {
    "account_login", "account_request_login_code", "account_signup", "audit:log", "budget:account",
    "budget:accounts", "budget:compare", "budget:data", "budget:home", "budget:node", "budget:notes", "budget:unit",
    "budget:unit_account", "budget:unit_accounts", "budget:unit_node", "budget:year", "files:check",
    "portal:accessibility", "portal:home", "portal:privacy", "portal:search", "portal:status", "regions:desa",
    "regions:desa_list", "regions:kecamatan",
}  # fmt: skip
# The same for those who are signed in; pages that ask for the password again are in test_account_pages.
WORKSPACE = {
    "account_change_password", "account_change_phone", "account_email", "account_reauthenticate",
    "accounts:account", "accounts:my_appointments", "accounts:people", "accounts:person", "budget:envelope",
    "budget:pagu", "budget:pagu_history", "budget:paste_pagu", "budget:rka", "budget:rka_step", "budget:sheet",
    "budget:stage", "budget:stage_balance", "budget:stage_papers", "budget:stage_step", "budget:stages",
    "budget:unit_pagu", "budget:unit_papers", "files:imports", "files:new_import", "instance:add_holiday",
    "instance:contacts", "instance:crest", "instance:holidays", "instance:identity", "instance:module",
    "instance:modules", "instance:population", "instance:settings", "mfa_index", "mfa_list_webauthn",
    "notices:dead", "notices:inbox", "notices:rhythm", "notices:webhooks", "organisations:close_unit",
    "organisations:edit_unit", "organisations:new_position", "organisations:new_unit", "organisations:unit",
    "organisations:units", "portal:workspace", "usersessions_list",
}  # fmt: skip
WIDTHS = (320, 768, 360, 1280)
LOOKS = {"locale": "id-ID", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": 800}}
WITHIN = ("/workspace/", "/akun/", "/accounts/")
PEOPLE = ["admin", "kepala.dpupr", "tapd", "ppkd", "inspektur", "warga"]
FIRST = ["/anggaran/2026/?menurut=unit", "/anggaran/2026/catatan-data/", "/desa/?q=serang", "/cari/?q=purbalingga"]


@pytest.fixture
def site(live_server, world) -> str:
    """The address of a regency with people and a budget."""
    seed("seed_people_demo", "seed_budget_demo")
    return live_server.url


def doors(tokens: dict) -> list[str]:
    """The addresses of the table that somebody may open."""
    opened = [row for row in rows() if row["method"] == "GET" and "200" in [row[role] for role in ROLES]]
    return [address(row, tokens) for row in opened if not row["name"].startswith("api:")]


def test_every_public_page_has_no_fault_and_needs_no_script(browser, site, world, axe):
    context, plain = browser.new_context(**LOOKS), browser.new_context(java_script_enabled=False, **LOOKS)
    sweep, blind, found = Sweep(site, axe, set()), plain.new_page(), []
    for path, page in sweep.walk(context, [*FIRST, *world["public_paths"], *doors(world)]):
        text = main_text(page)
        found += sweep.faults(path, page, axe_at=(360, 1280), widths=WIDTHS)
        found += without_script(blind, site, path, text)
    context.close()
    plain.close()
    assert (found, sorted(PUBLIC - sweep.seen)) == ([], [])


def test_every_page_of_the_workspace_has_no_fault(browser, site, world, axe):
    seen: set[str] = set()
    found = []
    for name in PEOPLE:
        sweep, context = Sweep(site, axe, seen, WITHIN), browser.new_context(**LOOKS)
        context.add_cookies([{"name": "sessionid", "value": session_of(f"{name}@contoh.id"), "url": site}])
        for path, page in sweep.walk(context, ["/workspace/", *doors(world)]):
            found += sweep.faults(path, page, axe_at=(1280,), widths=(360, 1280))
        context.close()
    assert (found, sorted(WORKSPACE - seen)) == ([], [])


def session_of(email: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client.cookies["sessionid"].value

"""The first view of public pages is light; the portal works without scripts. Axe and layout: test_every_page."""

import pytest

from tests.browser.conftest import seed
from tests.browser.visit import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = ["/", "/cari/?q=purbalingga", "/desa/", "/desa/serang/", "/kecamatan/karangreja/", "/anggaran/"]


def test_the_first_view_is_light_and_a_resident_finds_a_village_without_scripts(browser, live_server, world):
    seed("seed_budget_demo")
    assert [fault for path in PATHS for fault in faults(browser, live_server.url, path, 320)] == []
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto(live_server.url)
    page.fill("#q", world["desa_name"])
    page.press("#q", "Enter")
    page.click(f"main a:has-text('{world['desa_name']}')")
    assert world["desa_name"] in page.inner_text("h1")
    context.close()

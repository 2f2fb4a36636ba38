"""Every public page in a real browser: axe, console, layout, weight; and the portal without scripts."""

import io

import pytest
from django.core.management import call_command

from tests.browser.visit import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [320, 360, 768, 1280]


@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_have_no_fault(browser, live_server, world, axe, width):
    call_command("seed_budget_demo", stdout=io.StringIO())
    found = []
    for path in [*world["public_paths"], "/anggaran/", "/anggaran/2026/catatan-data/", "/transparansi/log/"]:
        found += faults(browser, live_server.url, path, width, axe)
    assert found == []


def test_a_resident_finds_a_village_without_scripts(browser, live_server, world):
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    page.goto(live_server.url)
    page.fill("#q", world["desa_name"])
    page.press("#q", "Enter")
    page.click(f"main a:has-text('{world['desa_name']}')")
    assert world["desa_name"] in page.inner_text("h1")
    context.close()

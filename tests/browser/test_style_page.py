"""Every component in a real browser: axe, console, no sideways scroll, from 320 to 1280 px."""

import pytest

from pendopo.portal.views.style import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(one => one.id))"


@pytest.fixture
def signed_in(browser, live_server, world, staff, client):
    """A browser context that holds the session of an official."""
    client.force_login(staff)
    context = browser.new_context(locale="id-ID")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield context
    context.close()


@pytest.mark.parametrize("part", PARTS)
def test_components_have_no_fault(signed_in, live_server, axe, part):
    page = signed_in.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/workspace/gaya/{part}/")
    page.evaluate(axe)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert width not in (360, 1280) or page.evaluate(RUN, TAGS) == []
    assert said == []


def test_the_menu_of_the_portal_opens_without_and_with_script(browser, live_server, signed_in):
    page = signed_in.new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/workspace/gaya/portal/")
    if not page.locator(".p-menu").count():
        pytest.skip("this small regency has no navigation")
    page.click(".p-menu")
    assert page.get_attribute(".p-menu", "aria-expanded") == "true"
    assert page.is_visible(".p-nav")
    page.keyboard.press("Escape")
    assert not page.is_visible(".p-nav")


def test_enter_goes_down_and_shift_enter_up_the_column_of_a_grid(signed_in, live_server):
    page = signed_in.new_page()
    page.goto(f"{live_server.url}/workspace/gaya/periksa/")
    page.focus("#k2")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "k3"
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.id") == "k2"


def test_the_menu_of_the_workspace_opens_without_script(browser, live_server, signed_in):
    state = signed_in.storage_state()
    context = browser.new_context(
        java_script_enabled=False, storage_state=state, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/workspace/")
    assert not page.is_visible("#meja")
    page.click(".p-menu")
    assert page.is_visible("#meja")
    context.close()


def test_paper_shows_the_content_without_the_furniture_and_with_folded_tables_open(signed_in, live_server):
    page = signed_in.new_page()
    page.goto(f"{live_server.url}/workspace/gaya/gambar/")
    page.emulate_media(media="print")
    shown = [page.is_visible(css) for css in (".p-header", ".p-worknav", ".p-tabs", "#dial table")]
    assert shown == [False, False, False, True]

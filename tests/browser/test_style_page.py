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

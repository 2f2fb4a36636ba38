"""The portal by keyboard, at double size, in forced colours, without motion, on paper; and pictures to look at."""

import itertools
import re

import pytest

from tests.architecture.source import ROOT
from tests.browser.conftest import seed
from tests.browser.stops import PRINTED, STILL, stops

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTEFACTS = ROOT / "artefacts"
PUBLIC = ["/", "/cari/?q=purbalingga", "/masuk/", "/anggaran/", "/desa/serang/"]
WORKSPACE = ["/workspace/", "/workspace/gaya/"]
WIDTHS = [360, 768, 1280]


@pytest.fixture
def site(live_server, world) -> str:
    """The address of a regency with a budget."""
    seed("seed_budget_demo")
    return live_server.url


@pytest.fixture
def official(browser, site, staff, client):
    """A browser that holds the session of an official."""
    client.force_login(staff)
    context = browser.new_context(locale="id-ID")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    yield context
    context.close()


def picture(page, path: str, name: str) -> None:
    """Keep a picture to be looked at; it is compared with nothing."""
    ARTEFACTS.mkdir(exist_ok=True)
    words = re.sub(r"[^a-z]+", "-", path.partition("?")[0]).strip("-") or "beranda"
    page.screenshot(path=ARTEFACTS / f"{words}-{name}.png", full_page=True)


def test_the_keyboard_reaches_everything_and_focus_is_seen(browser, site):
    found = []
    for colours in ("none", "active"):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID", forced_colors=colours)
        page = context.new_page()
        for path in PUBLIC[:4]:
            page.goto(site + path)
            found += [f"{path} {colours}: {fault}" for fault in stops(page)]
            if colours == "active":
                picture(page, path, "forced-colours")
        context.close()
    assert found == []


def test_at_double_size_nothing_scrolls_sideways_and_nothing_moves(browser, site):
    context = browser.new_context(
        viewport={"width": 640, "height": 400}, device_scale_factor=2, locale="id-ID", reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for path in PUBLIC:
        page.goto(site + path)
        found += [(path, "sideways")] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
        found += [(path, moving) for moving in page.evaluate(STILL)]
    context.close()
    assert found == []


def test_on_paper_only_the_content_is_left(browser, site):
    context = browser.new_context(viewport={"width": 794, "height": 1123}, locale="id-ID")
    page = context.new_page()
    found = []
    for path in ("/anggaran/", "/desa/serang/"):
        page.goto(site + path)
        page.emulate_media(media="print")
        found += [(path, shown) for shown in page.evaluate(PRINTED)]
        picture(page, path, "print")
        page.emulate_media(media="screen")
    context.close()
    assert found == []


def test_pictures_are_kept_to_be_looked_at(browser, official, site):
    stranger = browser.new_context(locale="id-ID")
    for context, paths in ((stranger, [*PUBLIC, "/desa/"]), (official, WORKSPACE)):
        page = context.new_page()
        for path, width in itertools.product(paths, WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.goto(site + path).status == 200
            assert page.url == site + path
            picture(page, path, str(width))
    stranger.close()
    assert len(list(ARTEFACTS.glob("*-360.png"))) >= 8

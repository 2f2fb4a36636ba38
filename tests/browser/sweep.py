"""Walks the product in a real browser: the doors of the table, then links, each kind of page once."""

import re
from collections.abc import Iterable, Iterator

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.visit import TAGS

AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map(one => one.getAttribute('href').split('#')[0])"
VIEW = re.compile(r"menurut=\w+")
SKIPPED = ("/static/", "/keluar/", "/en/", "/jv/", "/api/", "/log/", "/kartu/", "/workspace/gaya/")

HUBS = {"portal:workspace", "budget:stages", "budget:stage", "budget:rka"}
"""Pages that lead each person elsewhere: walked through again by everybody, looked at once."""


def kind(path: str) -> str:
    """The name of the page at an address, with the view that it is asked for; empty where there is none."""
    place, _mark, query = path.partition("?")
    try:
        return resolve(place).view_name + "".join(VIEW.findall(query))
    except Resolver404:
        return ""


class Sweep:
    """One person's walk; `seen` are the kinds of pages that anybody has looked at already."""

    def __init__(self, base: str, axe: str, seen: set[str], within: tuple[str, ...] = ("/",)) -> None:
        self.base, self.axe, self.seen, self.within = base, axe, seen, within
        self.said: list[str] = []
        self.mine: set[str] = set()

    def walk(self, context: BrowserContext, starts: Iterable[str]) -> Iterator[tuple[str, Page]]:
        """Each page of a kind not seen before, open at 1280 px."""
        page = context.new_page()
        page.on("console", lambda said: self.said.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        waiting, asked = list(starts), set()
        while waiting:
            path = waiting.pop(0)
            if path in asked or not self._wanted(path):
                continue
            asked.add(path)
            if self._opens(page, path):
                self.mine.add(kind(path))
                if kind(path) not in self.seen:
                    self.seen.add(kind(path))
                    yield path, page
                waiting += page.evaluate(LINKS)
        page.close()

    def _wanted(self, path: str) -> bool:
        inside = path.startswith(self.within) and not path.startswith(SKIPPED)
        return inside and kind(path) not in (self.seen - HUBS) | self.mine | {""}

    def _opens(self, page: Page, path: str) -> bool:
        """Whether a page of ours stands there: no refusal, no file, no other address."""
        self.said.clear()
        try:
            answer = page.goto(self.base + path, wait_until="load")
        except Error as refused:
            if "Download is starting" in str(refused) or "ERR_ABORTED" in str(refused):
                return False
            raise
        html = "text/html" in (answer.headers.get("content-type", "") if answer else "")
        return bool(answer and answer.status == 200 and html and kind(page.url.removeprefix(self.base)) == kind(path))

    def faults(self, path: str, page: Page, *, axe_at: tuple[int, ...], widths: tuple[int, ...]) -> list[str]:
        """What the console, the layout and axe say against an open page."""
        found = [f"console: {text}" for text in self.said]
        page.evaluate(self.axe)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            scroll = page.evaluate("document.documentElement.scrollWidth")
            found += [f"scrolls sideways at {width}: {scroll}"] if scroll > width else []
            if width in axe_at:
                violations = page.evaluate(AXE, TAGS)["violations"]
                found += [f"axe at {width} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
        return [f"{path}: {fault}" for fault in found]


def without_script(page: Page, base: str, path: str, with_script: str) -> list[str]:
    """Faults of a page in a browser without scripts: it must hold its heading and (nearly) all of its words."""
    page.goto(base + path, wait_until="load")
    words, heading = _main(page)
    lost = len(words) < 0.9 * len(with_script)
    return ([f"{path}: no heading without scripts"] if not heading else []) + (
        [f"{path}: without scripts {len(words)} letters of {len(with_script)}"] if lost else []
    )


def _main(page: Page) -> tuple[str, str]:
    main = page.locator("main")
    return main.inner_text(), main.locator("h1").first.inner_text()


def main_text(page: Page) -> str:
    """The words of the page's main part."""
    return str(page.locator("main").inner_text())

"""Opens a page as a person would and tells what is wrong with it."""

import gzip
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BYTES, REQUESTS = 60_000, 8


@dataclass
class Visit:
    """One view of one page at one width (CSS pixels)."""

    path: str
    width: int
    errors: list[str] = field(default_factory=list)
    transferred: int = 0
    requests: int = 0


def _listen(page: Page, visit: Visit) -> list[Response]:
    page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    responses: list[Response] = []

    def keep(response: Response) -> None:
        responses.append(response)

    page.on("response", keep)
    return responses


def _weigh(visit: Visit, responses: list[Response]) -> None:
    """The weight of the view as a server that compresses would send it; the tests' own server does not."""
    for response in responses:
        body = response.body()
        packed = response.url.endswith(".woff2") or response.url.endswith(".webp")
        visit.transferred += len(body) if packed else len(gzip.compress(body))
        visit.requests += 1


def faults(browser: Browser, base: str, path: str, width: int) -> list[str]:
    """What the weight, the console and the layout of a first view say against the page; empty when nothing."""
    visit = Visit(path, width)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="id-ID", reduced_motion="reduce")
    page = context.new_page()
    responses = _listen(page, visit)
    page.goto(base + path, wait_until="load")
    _weigh(visit, responses)
    inner, scroll = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    found = [f"scrolls sideways: {scroll} > {inner}"] if scroll > inner else []
    found += [f"console: {text}" for text in visit.errors]
    found += [f"{visit.transferred} bytes"] if visit.transferred > BYTES else []
    found += [f"{visit.requests} requests"] if visit.requests > REQUESTS else []
    context.close()
    return [f"{path} at {width}: {fault}" for fault in found]

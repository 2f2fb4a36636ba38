"""Opens a page as a person would and tells what is wrong with it."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

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


def _listen(page: Page, visit: Visit) -> None:
    page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def finished(event: dict[str, float]) -> None:
        visit.transferred += int(event["encodedDataLength"])
        visit.requests += 1

    session.on("Network.loadingFinished", finished)


def faults(browser: Browser, base: str, path: str, width: int, axe: str) -> list[str]:
    """What axe, the console and the layout say against the page; empty when nothing."""
    visit = Visit(path, width)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="id-ID", reduced_motion="reduce")
    page = context.new_page()
    _listen(page, visit)
    page.goto(base + path, wait_until="load")
    page.evaluate(axe)
    result = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    found = [f"axe {one['id']}: {one['nodes'][0]['html'][:120]}" for one in result["violations"]]
    inner, scroll = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    found += [f"scrolls sideways: {scroll} > {inner}"] if scroll > inner else []
    found += [f"console: {text}" for text in visit.errors]
    found += [f"{visit.transferred} bytes"] if visit.transferred > BYTES else []
    found += [f"{visit.requests} requests"] if visit.requests > REQUESTS else []
    context.close()
    return [f"{path} at {width}: {fault}" for fault in found]

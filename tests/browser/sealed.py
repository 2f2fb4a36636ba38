"""What the tests of sealed bids share: a signed-in page, and a look at it for axe, console and width."""

import os
from pathlib import Path

from django.test import Client
from playwright.sync_api import Browser, Page

from pendopo.accounts.models import User
from tests.browser.visit import TAGS

RUN = "tags => axe.run(document, {runOnly: tags}).then(found => found.violations.map(one => one.id))"
PICTURES = os.environ.get("PENDOPO_PICTURES", "")


class Seat:
    """One person's browser: `page`, and what the console said."""

    def __init__(self, browser: Browser, base: str, user: User, axe: str) -> None:
        client = Client()
        client.force_login(user)
        self.base, self.axe = base, axe
        self.said: list[str] = []
        self.context = browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 900})
        self.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self.said.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def go(self, path: str) -> Page:
        """Open an address."""
        self.page.goto(self.base + path)
        return self.page

    def look(self, name: str) -> None:
        """Nothing is wrong with the page as it stands; a picture of it where PENDOPO_PICTURES names a folder."""
        self.page.evaluate(self.axe)
        assert (self.page.evaluate(RUN, TAGS), self.said) == ([], [])
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            if PICTURES:
                self.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)

    def saved(self, name: str, folder: Path) -> Path:
        """What the button of that place downloads."""
        with self.page.expect_download() as got:
            self.page.locator(f"[data-at={name}]").click()
        path = folder / got.value.suggested_filename
        got.value.save_as(path)
        return path

    def words(self) -> str:
        """The passphrase that the page shows."""
        self.page.locator("[data-at=words] li").first.wait_for(timeout=60_000)
        return "-".join(self.page.locator("[data-at=words] li").all_inner_texts())

    def keep(self, folder: Path) -> tuple[Path, str]:
        """Save the key file and tick that it is kept: (file, passphrase)."""
        said = self.words()
        path = self.saved("save-key", folder)
        self.page.locator("label[for=tercatat]").click()
        return path, said


def fill(page: Page, folder: Path, *, priced: bool = True) -> Path:
    """Files and, where the envelope has a price, price lines of a bid."""
    offer = folder / "penawaran.pdf"
    offer.write_bytes(b"%PDF-1.7 " + b"x" * 300_000)
    page.locator("[data-part=fill]").wait_for()
    page.locator("[data-at=files]").set_input_files(offer)
    lines = (("Beton K-300", "12,5", "m3", "1.250.000"), ("PPN", "1", "ls", "1718750,5"))
    for row, values in enumerate(lines if priced else ()):
        for field, value in zip(("name", "volume", "unit", "price"), values, strict=True):
            page.locator(f"[data-at=rows] tr:nth-child({row + 1}) [name={field}]").fill(value)
    return offer

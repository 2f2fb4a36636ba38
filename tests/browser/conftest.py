"""One Chromium for the browser tests; each page is opened with the CSP header on."""

import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium, headless."""
    # Playwright's loop runs in this thread, Django's server in another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def ended(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: no page asks any more, and the server has answered, before the tables are emptied."""
    served = "live_server" in request.fixturenames
    if served:
        request.getfixturevalue("transactional_db")
    yield
    if not served:
        return
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()
    until = time.monotonic() + 10
    while _busy() and time.monotonic() < until:
        time.sleep(0.05)


def _busy() -> bool:
    """Whether somebody else's statement or transaction is still under way in the test's database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return AXE.read_text(encoding="utf-8")


def in_thread(act: Callable[[], Any]) -> Any:
    """What the act gives, done in a thread of its own: in this one Playwright's loop runs, and signing needs one."""
    failed: list[BaseException] = []
    given: list[Any] = []

    def run() -> None:
        try:
            given.append(act())
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return given[0]


def seed(*commands: str) -> None:
    """Run the commands of the demo."""
    for command in commands:
        in_thread(lambda name=command: call_command(name, stdout=io.StringIO()))

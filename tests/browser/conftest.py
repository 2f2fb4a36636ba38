"""One Chromium for the browser tests; each page is opened with the CSP header on."""

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
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


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return AXE.read_text(encoding="utf-8")


def seed(*commands: str) -> None:
    """Run the commands in a thread of their own: in this one Playwright's loop runs, and signing needs one too."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            for command in commands:
                call_command(command, stdout=io.StringIO())
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


@pytest.fixture(scope="session")
def lasting_rows(django_db_setup: None, django_db_blocker: Any) -> list[tuple[Any, list[Any]]]:
    """What migrations wrote into the tables: rules of law, units of measure, tags, the lists of villages."""
    with django_db_blocker.unblock():
        own = [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]
        found = [(model, list(model._base_manager.all())) for model in own]
    return [(model, rows) for model, rows in found if rows]


@pytest.fixture(autouse=True)
def _law(request: pytest.FixtureRequest, lasting_rows: list[tuple[Any, list[Any]]]) -> None:
    """A test with real transactions empties all tables at its end; the next one gets back what migrations wrote."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return
    request.getfixturevalue("transactional_db")
    with transaction.atomic():
        for model, rows in lasting_rows:
            if not model._base_manager.exists():
                model._base_manager.bulk_create(rows)

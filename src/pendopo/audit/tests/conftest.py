"""Two sample kinds of acts, and an official who does them."""

import datetime as dt
from types import SimpleNamespace

import pytest

from pendopo.audit import services
from pendopo.kernel import events

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
OFFICIAL = SimpleNamespace(pk=7, label="Siti Rahmawati", holds=lambda *_args: True)
SAMPLES = {
    "audit.sample.opened": events.Event("{subject} opened in {unit}", public=True),
    "audit.sample.closed": events.Event("{actor} closed {subject}"),
}


@pytest.fixture(autouse=True)
def _samples():
    events.register(SAMPLES)
    yield
    for name in SAMPLES:
        events._catalogue.pop(name)


@pytest.fixture
def note_down():
    """Record one act: a number, and public (the default) or private."""

    def noted(number=1, event="audit.sample.opened"):
        data = {"n": number, "x": 1.5}
        return services.record(
            actor=OFFICIAL, event=event, now=NOON, subject=f"thing {number}", unit="Dinas", data=data
        )

    return noted

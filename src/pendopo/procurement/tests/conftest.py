"""What procurement's tests share: people of an office and lines of its budget in force."""

import datetime as dt

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.procurement import opening_memory
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import factories
from pendopo.procurement.tests import sealing_factories as s


@pytest.fixture
def lines(db, opd):
    """Two lines of the office in an effective stage: paper of 150 million, a road of 900 million rupiah."""
    return factories.lines_in_force(opd)


@pytest.fixture
def ppk(opd):
    return people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=opd)


@pytest.fixture
def pa(opd):
    return people.person("pa@contoh.id", "Sri Wahyuni", roles=["pa"], unit=opd)


@pytest.fixture
def bid_folders(settings, tmp_path):
    """Both copies of ciphertexts, in a folder of the test."""
    settings.MEDIA_ROOT, settings.PENDOPO_BIDS_COPY = tmp_path / "files", tmp_path / "copy"


@pytest.fixture
def at(monkeypatch):
    """Both clocks: a day before the deadline."""
    held = {"now": s.DEADLINE - dt.timedelta(days=1)}
    monkeypatch.setattr(clock, "locked_now", lambda: held["now"])
    monkeypatch.setattr(clock, "now", lambda: held["now"])
    return held


@pytest.fixture
def forgotten(monkeypatch, tmp_path_factory):
    """Keys of a ceremony lie in a folder of the test: none stays in the machine's memory after it."""
    monkeypatch.setattr(opening_memory, "FOLDERS", (str(tmp_path_factory.mktemp("memory")),))
    monkeypatch.setattr(opening_memory, "in_memory", lambda _folder: True)


@pytest.fixture
def sealed_tender(opd):
    """A run with sealed bids, open."""
    return c.tender_of(opd)


@pytest.fixture
def keyholders(db):
    """Three trustees of the committee (two are needed) and an inspector."""
    return c.trustees()


@pytest.fixture
def seal_plan(sealed_tender, keyholders):
    """Their plan, confirmed."""
    return c.publish(sealed_tender, keyholders)


@pytest.fixture
def bids_at_hand(at, bid_folders, forgotten):
    """Clocks and folders of the test, and no key left behind."""


@pytest.fixture
def ceremony(sealed_tender, keyholders, seal_plan, bids_at_hand):
    """The opening of the run, step by step."""
    return c.Ceremony(sealed_tender, keyholders)


@pytest.fixture
def bids(sealed_tender, seal_plan, at, bid_folders):
    """Two bidders with an envelope that arrived completely: (bidder, sealed)."""
    found = []
    for number, sen in enumerate((89_500_000_000, 91_000_000_050)):
        bid = c.bidder(sealed_tender, number)
        found.append((bid, c.hand_in(bid, seal_plan, price=c.priced(sen))[0]))
    return found

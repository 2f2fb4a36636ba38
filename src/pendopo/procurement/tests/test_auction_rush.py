"""Sixteen bidders on sixteen connections: no offer is lost, the order is that of the clock, the end is exact."""

import datetime as dt
import threading
import time

import pytest
from django.db import connections, transaction

from pendopo.accounts.tests import factories as people
from pendopo.audit import queries as log
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.procurement.models import Auction, AuctionOffer, AuctionSeat
from pendopo.procurement.services import AuctionRefused
from pendopo.procurement.tests import auction_factories as a

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 3
STEP = 5_000_000


def scene(opd, count, seconds):
    officer = people.person("pp@contoh.id", "Pejabat Pengadaan", roles=["pejabat_pengadaan"], unit=opd)
    tender = a.run(opd)
    bids = [a.bidder(tender, number) for number in range(1, count + 1)]
    auction = a.planned(tender, bids, officer, extension_seconds=0)
    now = clock.locked_now()
    a.opened(auction, officer, starts_at=now, ends_at=now + dt.timedelta(seconds=seconds))
    return auction, bids


def at_once(works):
    """Run these, each on its own connection; what each said, in order."""
    said = [None] * len(works)

    def work(number):
        try:
            said[number] = works[number]()
        except AuctionRefused as refused:
            said[number] = refused.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_sixteen_bidders_at_once_lose_nothing_and_keep_their_order(opd):
    auction, bids = scene(opd, 16, 60)
    gate = threading.Barrier(16)

    def offering(number):
        def offers():
            gate.wait()
            return [
                a.offer(auction, bids[number], 490_000_000 - number * 1000 - turn * STEP).offer.sequence
                for turn in range(EACH)
            ]

        return offers

    said = at_once([offering(number) for number in range(16)])
    rows = list(AuctionOffer.objects.order_by("sequence"))
    assert sorted(sequence for own in said for sequence in own) == list(range(1, 16 * EACH + 1))
    assert [row.sequence for row in rows] == list(range(1, 16 * EACH + 1))
    assert [row.offered_at for row in rows] == sorted(row.offered_at for row in rows)
    lasts = dict(AuctionSeat.objects.values_list("participant_id", "last_amount"))
    assert lasts == {bid[0].pk: 490_000_000 - n * 1000 - (EACH - 1) * STEP for n, bid in enumerate(bids)}
    assert Entry.objects.filter(event="procurement.auction_offer.made").count() == 16 * EACH
    assert list(log.problems()) == []


def test_of_two_equal_offers_of_one_bidder_at_once_one_is_kept(opd):
    auction, bids = scene(opd, 2, 60)
    gate = threading.Barrier(2)

    def offers():
        gate.wait()
        a.offer(auction, bids[0], 480_000_000)
        return "kept"

    assert sorted(at_once([offers, offers])) == ["kept", "step"]
    assert AuctionSeat.objects.get(participant=bids[0][0]).offers_count == 1


def test_who_waited_for_the_lock_past_the_end_is_late(opd):
    auction, bids = scene(opd, 2, 1.5)
    end = auction.rounds.get().ends_at
    held, asked = threading.Event(), []

    def hold():
        with transaction.atomic():
            Auction.objects.select_for_update().get(pk=auction.pk)
            held.set()
            while clock.locked_now() < end:
                time.sleep(0.02)
        return "held"

    def offers():
        held.wait(10)
        asked.append(clock.locked_now())
        return a.offer(auction, bids[0], 480_000_000)

    assert at_once([hold, offers]) == ["held", "late"]
    assert (asked[0] < end, AuctionOffer.objects.exists()) == (True, False)

"""Repeated offers: the step, the moving end, hidden names, the log, results that the evaluation goes on with."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit import queries as log
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.procurement import auctioning, queries, services
from pendopo.procurement.models import AuctionOffer, AuctionRound
from pendopo.procurement.services import AuctionRefused
from pendopo.procurement.tests import auction_factories as a
from pendopo.procurement.tests.test_envelopes import verified

MS = dt.timedelta(milliseconds=1)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """The database's clock, which tests set: half an hour before ten."""
    held = {"now": a.TEN - 30 * a.MINUTE}
    monkeypatch.setattr(clock, "locked_now", lambda: held["now"])
    return held


@pytest.fixture
def officer(opd):
    return people.person("pp@contoh.id", "Pejabat Pengadaan", roles=["pejabat_pengadaan"], unit=opd)


@pytest.fixture
def tender(db, opd):
    return a.run(opd)


@pytest.fixture
def bids(tender):
    return [a.bidder(tender, number) for number in (1, 2, 3)]


@pytest.fixture
def auction(tender, bids, officer):
    made = a.planned(tender, bids, officer)
    a.opened(made, officer)
    return made


def refused(auction, bid, amount):
    with pytest.raises(AuctionRefused) as refusal:
        a.offer(auction, bid, amount)
    return refusal.value.code, refusal.value.limit


def test_the_example_of_the_handbook(auction, bids, at):
    a.offer(auction, bids[0], 480_000_000)
    at["now"] = a.TEN - a.MINUTE
    made = a.offer(auction, bids[0], 475_000_000)
    assert made.ends_at == a.TEN + a.MINUTE
    assert refused(auction, bids[0], 472_000_000) == ("step", D(470_000_000))
    assert a.offer(auction, bids[0], 470_000_000).offer.sequence == 3


def test_the_end_moves_only_in_the_last_minutes(auction, bids, at):
    at["now"] = a.TEN - 2 * a.MINUTE
    assert a.offer(auction, bids[0], 480_000_000).offer.moved_end_to is None
    at["now"] = a.TEN - 2 * a.MINUTE + MS
    assert a.offer(auction, bids[1], 480_000_000).ends_at == a.TEN + MS
    round_ = AuctionRound.objects.get()
    told = Notice.objects.filter(channel="INBOX", event="procurement.auction_round.opened")
    assert told.count() == 3
    assert (round_.planned_ends_at, round_.ends_at) == (a.TEN, a.TEN + MS)


@pytest.mark.parametrize(("before", "said"), [(MS, "kept"), (MS * 0, "late"), (-MS, "late")])
def test_the_end_to_the_millisecond(auction, bids, at, before, said):
    at["now"] = a.TEN - before
    if said == "kept":
        assert a.offer(auction, bids[0], 480_000_000).offer.offered_at == at["now"]
        return
    assert refused(auction, bids[0], 480_000_000) == (said, None)
    assert not Entry.objects.filter(event="procurement.auction_offer.made").exists()


def test_what_the_rules_do_not_let_through(auction, bids, at):
    assert refused(auction, bids[0], "500000000.01") == ("ceiling", a.HPS)
    assert [refused(auction, bids[0], amount)[0] for amount in (0, -1)] == ["positive", "positive"]
    assert a.offer(auction, bids[0], 500_000_000).offer.amount == a.HPS
    assert a.offer(auction, bids[1], 499_000_000).offer.sequence == 2, "only the own last offer binds a bidder"
    at["now"] = a.TEN - 31 * a.MINUTE
    assert refused(auction, bids[2], 480_000_000)[0] == "early"
    assert AuctionOffer.objects.count() == 2


def test_the_price_of_the_opened_envelope_is_the_first_own_offer(opd, officer):
    tender = a.run(opd, status="OPENED")
    bids = [a.bidder(tender, number, status="VALID", price_amount=D(480_000_000)) for number in (1, 2)]
    auction = a.planned(tender, bids, officer)
    a.opened(auction, officer)
    assert refused(auction, bids[0], 476_000_000) == ("step", D(475_000_000))
    a.offer(auction, bids[0], 475_000_000)


def test_only_who_passed_takes_part(tender, bids, officer):
    out = a.bidder(tender, 4, status="DISQUALIFIED")
    with pytest.raises(AuctionRefused, match="passed"):
        a.planned(tender, [*bids, out], officer)
    with pytest.raises(AuctionRefused, match="seats"):
        a.planned(tender, bids[:1], officer)
    auction = a.planned(tender, bids[:2], officer)
    a.opened(auction, officer)
    with pytest.raises(PermissionDenied):
        a.offer(auction, bids[2], 480_000_000)
    bids[0][0].status = "DISQUALIFIED"  # what the evaluation may do meanwhile
    bids[0][0].save(update_fields=["status"])
    assert refused(auction, bids[0], 480_000_000)[0] == "passed"


def test_a_registered_one_that_is_let_through_has_handed_in(tender, officer):
    bids = [a.bidder(tender, number, status="INVITED") for number in (1, 2)]
    a.planned(tender, bids, officer)
    assert set(tender.participants.values_list("status", flat=True)) == {"SUBMITTED"}


def test_an_offer_is_for_nobody_else_to_make(auction, bids, officer):
    for actor in (bids[1][1], officer, ANONYMOUS, SYSTEM):
        with pytest.raises(PermissionDenied):
            a.offer(auction, (bids[0][0], actor), 480_000_000)
    assert not AuctionOffer.objects.exists()


def test_each_offer_answers_with_a_receipt_and_its_leaf_shows_nothing(auction, bids):
    made = a.offer(auction, bids[0], 480_000_000)
    entry = verified(made.receipt)
    assert (entry["event"], entry["data"]["amount"]) == ("procurement.auction_offer.made", "480000000")
    assert b"480000000" not in bytes(made.offer.entry.leaf_data)
    assert queries.offer_receipt(bids[0][1], "T-9", 1) == made.receipt
    assert queries.offer_receipt(bids[1][1], "T-9", 1) is None
    assert list(log.problems()) == []


def test_names_are_hidden_until_the_end_and_prices_go_on(auction, tender, bids, officer, at):
    a.offer(auction, bids[0], 480_000_000)
    a.offer(auction, bids[1], 470_000_000)
    view = queries.auction_view(officer, auction)
    assert ([line.name for line in view.lines], view.lowest) == (["", "", ""], D(470_000_000))
    with pytest.raises(AuctionRefused, match="running"):
        services.end_auction(auction_id=auction.pk, actor=officer, now=a.TEN)
    at["now"] = a.TEN
    assert services.end_due_auctions(actor=SYSTEM, now=a.TEN) == 1
    auction.refresh_from_db()
    tender.refresh_from_db()
    view = queries.auction_view(ANONYMOUS, auction)
    assert [(line.name, line.amount) for line in view.lines[:2]] == [
        ("CV Karya 02", D(470_000_000)), ("CV Karya 01", D(480_000_000)),
    ]  # fmt: skip
    prices = list(tender.participants.order_by("pk").values_list("price_amount", flat=True))
    assert (tender.status, prices) == ("OPENED", [D(480_000_000), D(470_000_000), None])
    told = Entry.objects.get(event="procurement.auction.ended").data
    assert [(one["supplier"], one["amount"]) for one in told["results"]] == [
        ("CV Karya 02", "470000000.00"), ("CV Karya 01", "480000000.00"),
    ]  # fmt: skip


def test_the_same_price_goes_to_the_earlier_or_to_the_rule_of_the_document():
    early, late = (auctioning.Stand(n, D(470), a.TEN + n * MS, D(n)) for n in (1, 2))
    assert [one.seat for one in auctioning.ranked([late, early])] == [1, 2]
    assert [one.seat for one in auctioning.ranked([early, late], "TKDN")] == [2, 1]
    assert auctioning.ranked([auctioning.Stand(3, None, None)]) == []


def test_a_second_round_begins_after_the_first_and_the_own_last_stays(tender, bids, officer, at):
    auction = a.planned(tender, bids, officer, rounds_planned=2)
    a.opened(auction, officer)
    a.offer(auction, bids[0], 480_000_000)
    later = {"starts_at": a.TEN + 5 * a.MINUTE, "ends_at": a.TEN + 15 * a.MINUTE}
    with pytest.raises(AuctionRefused, match="running"):
        a.opened(auction, officer, **later)
    at["now"] = a.TEN
    assert services.end_due_auctions(actor=SYSTEM, now=a.TEN) == 0, "a round is still to come"
    a.opened(auction, officer, **later)
    assert refused(auction, bids[0], 470_000_000)[0] == "early"
    at["now"] = a.TEN + 5 * a.MINUTE
    assert refused(auction, bids[0], 478_000_000) == ("step", D(475_000_000))
    at["now"] = a.TEN + 15 * a.MINUTE
    with pytest.raises(AuctionRefused, match="rounds"):
        a.opened(auction, officer, starts_at=at["now"], ends_at=at["now"] + a.MINUTE)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"status": "OPEN"}, "status"), ({"hps_amount": None}, "hps"), ({"hps_amount": D(4_000_000)}, "values")],
)
def test_where_offers_cannot_be_repeated(opd, officer, change, code):
    tender = a.run(opd, **change)
    with pytest.raises(AuctionRefused, match=code):
        a.planned(tender, [a.bidder(tender, 1), a.bidder(tender, 2)], officer)


def test_a_cancelled_auction_takes_no_offer_and_another_may_follow(auction, tender, bids, officer):
    with pytest.raises(AuctionRefused, match="standing"):
        a.planned(tender, bids, officer)
    with pytest.raises(services.ReasonMissing):
        services.cancel_auction(auction_id=auction.pk, reason=" ", actor=officer, now=a.TEN)
    services.cancel_auction(auction_id=auction.pk, reason="Jaringan putus", actor=officer, now=a.TEN)
    assert refused(auction, bids[0], 480_000_000)[0] == "closed"
    with pytest.raises(MoveRefused):
        services.end_auction(auction_id=auction.pk, actor=officer, now=a.TEN)
    assert a.planned(tender, bids, officer).status == "PLANNED"


@pytest.mark.parametrize("act", ["plan", "open", "end", "cancel"])
def test_a_stranger_is_refused_and_nothing_moves(auction, tender, bids, act):
    before = Entry.objects.count()
    acts = {
        "plan": lambda: a.planned(tender, bids, bids[0][1]),
        "open": lambda: a.opened(auction, bids[0][1]),
        "end": lambda: services.end_auction(auction_id=auction.pk, actor=bids[0][1], now=a.TEN),
        "cancel": lambda: services.cancel_auction(auction_id=auction.pk, reason="x", actor=bids[0][1], now=a.TEN),
    }
    with pytest.raises(PermissionDenied):
        acts[act]()
    auction.refresh_from_db()
    assert (auction.status, Entry.objects.count()) == ("LIVE", before)


def test_the_rule_row_gives_step_extension_and_source(db):
    step, extension, source = queries.auction_rule(dt.date(2026, 11, 24))
    assert (step, extension, "tender cepat" in source) == (5_000_000, 120, True)

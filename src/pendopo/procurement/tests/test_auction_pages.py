"""Pages of repeated offers: a bidder's phone, the committee's board, everybody."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import Auction, AuctionOffer, Participant
from pendopo.procurement.tests import auction_factories as a


@pytest.fixture(autouse=True)
def at(monkeypatch):
    held = {"now": a.TEN - 5 * a.MINUTE}
    monkeypatch.setattr(clock, "locked_now", lambda: held["now"])
    return held


@pytest.fixture
def officer(opd):
    return people.person("pp@contoh.id", "Pejabat Pengadaan", roles=["pejabat_pengadaan"], unit=opd)


@pytest.fixture
def bids(opd):
    tender = a.run(opd)
    return [a.bidder(tender, number) for number in (1, 2)]


@pytest.fixture
def auction(bids, officer):
    made = a.planned(bids[0][0].tender, bids, officer)
    a.opened(made, officer)
    return made


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def there(name, **more):
    return reverse(f"procurement:{name}", kwargs={"code": "T-9"} | more)


def offer(person, amount, **more):
    return signed_in(person).post(there("auction_bid"), {"amount": amount} | more, follow=True)


def test_a_bidder_offers_without_script_and_sees_where_it_stands(auction, bids):
    assert "Rp480.000.000" in offer(bids[0][1], "480.000.000").text
    text = offer(bids[1][1], "475.000.000").text
    assert ("1 dari 2" in text, "5 menit" in text, "Rp470.000.000" in text) == (True, True, True)
    text = offer(bids[1][1], "472.000.000").text
    assert "paling tinggi Rp470.000.000" in text
    assert 'value="472.000.000"' in text, "what was typed is kept"
    assert "CV Karya 01" not in text


def test_a_price_that_lacks_a_digit_is_asked_about_once_more(auction, bids):
    text = offer(bids[0][1], "47.500.000").text
    assert ("empat puluh tujuh juta lima ratus ribu rupiah" in text, AuctionOffer.objects.count()) == (True, 0)
    assert "Penawaran Anda" in offer(bids[0][1], "47.500.000", sure="47500000").text
    assert AuctionOffer.objects.get().amount == 47_500_000


def test_the_part_that_renews_itself_is_small_and_stops_at_the_end(auction, bids, at):
    client = signed_in(bids[0][1])
    part = client.get(there("auction_bid"), headers={"HX-Request": "true"}).text
    assert ("<form" in part, 'hx-trigger="every 3s"' in part, len(part) < 3000) == (False, True, True)
    at["now"] = a.TEN
    services.end_due_auctions(actor=SYSTEM, now=a.TEN)
    part = client.get(there("auction_bid"), headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in part


def test_the_board_and_the_public_show_names_only_after_the_end(client, auction, bids, officer, at):
    offer(bids[0][1], "480.000.000")
    board = signed_in(officer).get(there("auction")).text
    public = client.get(there("auction_public")).text
    assert ("Rp480.000.000" in board, "Rp480.000.000" in public) == (True, True)
    assert ("CV Karya" in board, "CV Karya" in public) == (False, False)
    at["now"] = a.TEN + a.MINUTE
    assert signed_in(officer).post(there("auction_step", action="end")).status_code == 302
    public = client.get(there("auction_public")).text
    assert ("CV Karya 01" in public, Participant.objects.get(pk=bids[0][0].pk).price_amount) == (True, 480_000_000)


def test_the_officer_fixes_the_rules_by_the_dated_row_and_announces_a_round(opd, bids, officer, at):
    client = signed_in(officer)
    form = client.get(there("plan_auction")).text
    assert ('value="5.000.000"' in form, "tender cepat" in form) == (True, True)
    typed = {"step_amount": "5.000.000", "extension_minutes": "2", "rounds_planned": "1", "tie_rule": "EARLIER"}
    one = client.post(there("plan_auction"), typed | {"participants": [bids[0][0].pk]})
    assert "paling sedikit dua peserta" in one.text
    client.post(there("plan_auction"), typed | {"participants": [bid.pk for bid, _user in bids]})
    later = {"starts_date_day": "24", "starts_date_month": "11", "starts_date_year": "2026", "starts_time": "10.00"}
    assert client.post(there("open_round"), later | {"minutes": "30"}).status_code == 302
    round_ = Auction.objects.get().rounds.get()
    assert (round_.starts_at, round_.ends_at) == (a.TEN, a.TEN + dt.timedelta(minutes=30))
    assert "5 menit" in client.get(there("auction")).text


def test_others_find_no_page_and_no_receipt(auction, bids, opd):
    offer(bids[0][1], "480.000.000")
    other = signed_in(people.person("lain@contoh.id", "Orang Lain", roles=["staff"], unit=opd))
    for name, more in (
        ("auction", {}),
        ("auction_bid", {}),
        ("plan_auction", {}),
        ("auction_receipt", {"sequence": 1}),
    ):
        assert other.get(there(name, **more)).status_code == 404
    assert signed_in(bids[1][1]).get(there("auction_receipt", sequence=1)).status_code == 404
    assert signed_in(bids[0][1]).get(there("auction_receipt", sequence=1)).json()["type"] == "pendopo-receipt"


def test_the_page_costs_the_same_for_two_and_for_twenty_offers(auction, bids, at, django_assert_num_queries):
    client, counts = signed_in(bids[0][1]), []
    client.get(there("auction_bid"))
    for number in (1, 8):
        for turn in range(number):
            a.offer(auction, bids[0], 480_000_000 - (number * 10 + turn) * 5_000_000)
        with django_assert_num_queries(20, exact=False) as seen:
            client.get(there("auction_bid"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_machine_offers_once_and_reads_the_same_refusals(auction, bids):
    client = signed_in(bids[0][1])
    where = "/api/v1/procurement/auctions/T-9/offers"

    def post(amount, key):
        body = {"amount": amount}
        return client.post(where, body, content_type="application/json", headers={"Idempotency-Key": key})

    first, again = post("480000000.00", "a"), post("480000000.00", "a")
    assert (first.status_code, again.json(), AuctionOffer.objects.count()) == (201, first.json(), 1)
    refused = post("476000000.00", "b")
    assert (refused.status_code, "Rp475.000.000" in refused.json()["detail"]) == (409, True)
    own = client.get(where).json()
    assert (own["next_most_amount"], [one["amount"] for one in own["offers"]]) == ("475000000.00", ["480000000.00"])
    assert signed_in(people.person("lain@contoh.id", "Orang Lain")).get(where).status_code == 404

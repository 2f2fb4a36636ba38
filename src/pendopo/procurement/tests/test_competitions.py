"""Mini competitions: invited suppliers quote unseen, the lowest wins and is ordered; above a value another officer."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.procurement import queries, services
from pendopo.procurement.models import Contract, Participant, Quote, SupplierAccount, Tender
from pendopo.procurement.services import CompetitionRefused, NeedValues
from pendopo.procurement.tests import auction_factories as a
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_catalogue import listed, signed_in
from pendopo.procurement.tests.test_contracts import TODAY, sums, supplier

MS = dt.timedelta(milliseconds=1)
CODE = "MK-2027-"


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
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000}, method="CATALOGUE", circumstance="in_catalogue")


@pytest.fixture
def firms(db):
    """Three suppliers that list brooms, each with the account that quotes for it."""
    made = []
    for number in (1, 2, 3):
        firm = supplier(f"123456789012{number}", scale="MICRO")
        listed(firm)
        user = people.person(f"penjual{number}@contoh.id", f"Penjual {number}")
        SupplierAccount.objects.create(supplier=firm, user=user, named_at=f.NOON)
        made.append((firm, user))
    return made


def announce(package, firms, actor, **more):
    own = {"need": "Sapu untuk 40 sekolah", "category": "CLEANING", "quantity": 400, "measure": "buah",
           "deadline_at": a.TEN}  # fmt: skip
    return services.announce_competition(
        package_id=package.pk, values=NeedValues(**own | more), suppliers=[firm.pk for firm, _user in firms],
        actor=actor, now=f.NOON,
    )  # fmt: skip


@pytest.fixture
def tender(package, firms, officer):
    return announce(package, firms, officer)


def hand(tender, firm, amount, actor=None):
    participant = Participant.objects.get(tender=tender, supplier=firm[0])
    return services.hand_quote(
        participant_id=participant.pk, amount=D(amount), tkdn_percent=None, note="", actor=actor or firm[1]
    )


def act(name, tender, actor):
    return getattr(services, name)(tender_id=tender.pk, actor=actor, now=f.NOON)


def test_the_lowest_quote_wins_and_its_letter_binds_the_money(tender, firms, officer, ppk, at):
    hand(tender, firms[0], 9_000_000)
    hand(tender, firms[1], 8_000_000)
    hand(tender, firms[0], 7_500_000)
    at["now"] = a.TEN
    act("open_quotes", tender, officer)
    order = act("decide_competition", tender, officer)
    assert (order.supplier, order.status) == (firms[0][0], "AGREED")
    services.place_order(order_id=order.pk, number="027/MK/1", date=TODAY, shares=None, actor=ppk, now=f.NOON)
    tender.refresh_from_db()
    contract = Contract.objects.get()
    assert (tender.status, contract.tender, contract.form) == ("CONTRACTED", tender, "ORDER")
    assert sums(contract.shares.get().line) == (112_500_000, 7_500_000)
    invited = Notice.objects.filter(channel="INBOX", event="procurement.competition.announced")
    assert invited.count() == 3
    ranks = list(tender.participants.order_by("pk").values_list("rank", "is_winner"))
    assert ranks == [(1, True), (2, False), (None, False)]


def test_nobody_sees_a_quote_before_all_are_opened(client, tender, firms, officer, at):
    hand(tender, firms[0], 9_000_000)
    where = reverse("procurement:competition", kwargs={"code": tender.code})
    run = reverse("procurement:tender", kwargs={"code": tender.code})
    for one in (signed_in(officer), signed_in(firms[1][1])):
        assert "9.000.000" not in one.get(where).text
    assert ("9.000.000" in client.get(run).text, "9.000.000" in signed_in(firms[0][1]).get(where).text) == (False, True)
    entry = Entry.objects.get(event="procurement.quote.handed")
    assert (entry.kind, b"9000000" in bytes(entry.leaf_data)) == ("SEALED", False)
    with pytest.raises(CompetitionRefused, match="early"):
        act("open_quotes", tender, officer)
    at["now"] = a.TEN
    act("open_quotes", tender, officer)
    assert "Rp9.000.000" in signed_in(firms[1][1]).get(where).text


@pytest.mark.parametrize(("before", "kept"), [(MS, True), (MS * 0, False)])
def test_the_last_moment_to_the_millisecond(tender, firms, at, before, kept):
    at["now"] = a.TEN - before
    if kept:
        assert hand(tender, firms[0], 9_000_000).receipt["type"] == "pendopo-receipt"
        return
    with pytest.raises(CompetitionRefused, match="late"):
        hand(tender, firms[0], 9_000_000)
    assert not Quote.objects.exists()


def test_what_does_not_fit_is_refused_by_name(package, firms, officer, tender, lines):
    def code_of(package, chosen, actor, **more):
        with pytest.raises(CompetitionRefused) as refusal:
            announce(package, chosen, actor, **more)
        return refusal.value.code

    assert code_of(package, firms, officer) == "running"
    other = f.announced(package.unit, {lines[0]: 20_000_000}, method="CATALOGUE", circumstance="in_catalogue")
    assert code_of(other, firms[:1], officer) == "suppliers"
    assert code_of(other, firms, officer, category="TECHNOLOGY") == "suppliers"
    assert code_of(other, firms, officer, deadline_at=a.TEN - a.MINUTE * 30) == "deadline"
    for amount, code in ((0, "amount"), ("120000000.01", "ceiling")):
        with pytest.raises(CompetitionRefused, match=code):
            hand(tender, firms[0], amount)


def test_above_the_limit_of_the_rule_the_committee_holds_it(firms, officer, lines, opd):
    big = f.announced(opd, {lines[1]: 200_000_001}, method="CATALOGUE", circumstance="in_catalogue")
    with pytest.raises(CompetitionRefused, match="buyer"):
        announce(big, firms, officer)
    pokja = people.person("pokja@contoh.id", "Anggota Pokja", roles=["pokja"], unit=opd)
    assert announce(big, firms, pokja).status == "OPEN"


def test_a_quote_that_is_not_what_was_asked_for_is_knocked_out(tender, firms, officer, at):
    hand(tender, firms[0], 7_000_000)
    hand(tender, firms[1], 8_000_000)
    at["now"] = a.TEN
    act("open_quotes", tender, officer)
    first = Participant.objects.get(tender=tender, supplier=firms[0][0])
    with pytest.raises(services.ReasonMissing):
        services.drop_quote(participant_id=first.pk, reason=" ", actor=officer, now=f.NOON)
    services.drop_quote(participant_id=first.pk, reason="Tangkai plastik", actor=officer, now=f.NOON)
    assert act("decide_competition", tender, officer).supplier == firms[1][0]
    with pytest.raises(MoveRefused):
        act("decide_competition", tender, officer)


def test_only_the_invited_quote_and_only_the_buyer_decides(tender, firms, officer, at):
    with pytest.raises(PermissionDenied):
        hand(tender, firms[0], 7_000_000, actor=firms[1][1])
    at["now"] = a.TEN
    for name in ("open_quotes", "decide_competition"):
        with pytest.raises(PermissionDenied):
            act(name, tender, firms[0][1])
    act("open_quotes", tender, officer)
    with pytest.raises(CompetitionRefused, match="none"):
        act("decide_competition", tender, officer)


def test_prices_may_go_down_in_rounds_instead(package, firms, officer, at):
    tender = announce(package, firms, officer, by_auction=True)
    with pytest.raises(CompetitionRefused, match="auction"):
        hand(tender, firms[0], 9_000_000)
    Tender.objects.filter(pk=tender.pk).update(status="CLOSED")
    tender.refresh_from_db()
    seats = list(Participant.objects.filter(tender=tender).order_by("pk"))
    bids = [(one, user) for one, (_firm, user) in zip(seats, firms, strict=True)]
    auction = a.planned(tender, bids, officer, step_amount=100_000)
    a.opened(auction, officer)
    a.offer(auction, bids[1], 8_000_000)
    at["now"] = a.TEN
    services.end_auction(auction_id=auction.pk, actor=officer, now=f.NOON)
    assert act("decide_competition", tender, officer).supplier == firms[1][0]


def test_a_cancelled_competition_or_order_frees_the_package(tender, package, firms, officer, at):
    with pytest.raises(PermissionDenied):
        services.cancel_competition(tender_id=tender.pk, reason="x", actor=firms[0][1], now=f.NOON)
    services.cancel_competition(tender_id=tender.pk, reason="Salah jumlah", actor=officer, now=f.NOON)
    with pytest.raises(CompetitionRefused, match="closed"):
        hand(tender, firms[0], 9_000_000)
    second = announce(package, firms, officer)
    hand(second, firms[0], 9_000_000)
    at["now"] = a.TEN
    act("open_quotes", second, officer)
    order = act("decide_competition", second, officer)
    with pytest.raises(CompetitionRefused, match="decided"):
        services.cancel_competition(tender_id=second.pk, reason="x", actor=officer, now=f.NOON)
    services.cancel_order(order_id=order.pk, reason="Penyedia mundur", actor=firms[0][1], now=f.NOON)
    second.refresh_from_db()
    assert (second.status, second.end_reason) == ("CANCELLED", "Penyedia mundur")
    at["now"] = a.TEN - a.MINUTE
    assert announce(package, firms, officer).status == "OPEN"


def test_invitations_and_quotes_to_open_wait_on_the_desk(tender, firms, officer):
    late = a.TEN + a.MINUTE
    early = a.TEN - a.MINUTE
    assert [task.title for task in queries.market_tasks(firms[0][1], early)] == ["Masukkan penawaran Anda"]
    hand(tender, firms[0], 9_000_000)
    assert list(queries.market_tasks(firms[0][1], early)) == []
    assert list(queries.market_tasks(officer, early)) == []
    assert [task.title for task in queries.market_tasks(officer, late)] == ["Buka penawaran"]


def test_the_pages_lead_from_the_category_to_the_order(package, firms, officer, at):
    buyer, seller = signed_in(officer), signed_in(firms[0][1])
    begin = reverse("procurement:new_competition")
    assert "Langkah 1 dari 2" in buyer.get(begin).text
    typed = {"package": package.pk, "need": "Sapu sekolah", "quantity": "400", "measure": "buah", "by_auction": "0",
             "suppliers": [firm.pk for firm, _user in firms[:1]], "deadline_date_day": "24",
             "deadline_date_month": "11", "deadline_date_year": "2026", "deadline_time": "10.00"}  # fmt: skip
    assert "paling sedikit dua penyedia" in buyer.post(f"{begin}?kategori=CLEANING", typed).text
    typed["suppliers"] = [firm.pk for firm, _user in firms]
    assert buyer.post(f"{begin}?kategori=CLEANING", typed).status_code == 302
    tender = queries.competitions_visible_to(officer).get()
    where = {"code": tender.code}
    seller.post(reverse("procurement:competition", kwargs=where), {"amount": "9.000.000"})
    at["now"] = a.TEN
    for action in ("open", "decide"):
        buyer.post(reverse("procurement:competition_step", kwargs=where | {"action": action}))
    text = buyer.get(reverse("procurement:competition", kwargs=where)).text
    assert ("Pemenang" in text, "Rp9.000.000" in text, "tidak menawar" in text) == (True, True, True)
    stranger = signed_in(people.person("lain@contoh.id", "Orang Lain"))
    assert stranger.get(reverse("procurement:competition", kwargs=where)).status_code == 404

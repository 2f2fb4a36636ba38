"""Procurement by hand in a browser, on an accelerated clock: three suppliers register, offer live on phones, one
objects and is answered, the winner is appointed; everybody then sees the run and the signed contract."""

import datetime as dt

import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import FundsBalance
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import Auction, Contract, ContractPaper, Sanggah, Sppbj, Tender
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests import test_road as road
from pendopo.procurement.tests.conftest import lines  # noqa: F401
from tests.browser.sealed import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFERS = ((0, "820.000.000"), (1, "800.000.000"), (2, "790.000.000"), (0, "780.000.000"), (1, "760.000.000"))
"""Who types what, a minute apart."""


@pytest.fixture
def time(monkeypatch):
    return road.Clock(monkeypatch)


@pytest.fixture
def open_run(lines, opd, time):  # noqa: F811
    """A run that the clock has opened for bids, with its committee."""
    tender, members = r.ready(opd, lines)
    services.announce_tender(tender_id=tender.pk, actor=members[0], now=time.now)
    time.to(Tender.objects.get().steps.get(code="upload_bid").starts_at)
    services.turn_tenders(actor=SYSTEM, now=time.now)
    return Tender.objects.get(), members, lines[1]


@pytest.fixture
def sit(browser, live_server, axe):
    """Opens the browser of a person, a phone unless told otherwise."""

    def opened(user, width=360):
        seat = Seat(browser, live_server.url, user, axe)
        seat.page.set_viewport_size({"width": width, "height": 780})
        return seat

    return opened


def put(field, value):
    """Give a field its value, as its kind takes it."""
    if field.first.get_attribute("type") == "radio":
        field.first.check()
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def day(name, moment):
    """The three boxes of a date."""
    return {f"{name}_day": str(moment.day), f"{name}_month": str(moment.month), f"{name}_year": str(moment.year)}


def send(seat, address, said, **fields):
    """Fill in what the page asks, press its button, and read what is said."""
    page = seat.go(address)
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        put(field, value)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_text(said).first.wait_for()


def join(tender, firms, sit):
    """Each supplier registers on its own phone."""
    address = reverse("procurement:join_run", kwargs={"code": tender.code})
    for _firm, user in firms:
        send(sit(user), address, "Anda ikut serta", supplier="")
    return list(tender.participants.order_by("pk"))


def offer(tender, chair, part, users, sit, time):  # noqa: PLR0917
    """The round is live; five offers, each a minute after the one before."""
    values = services.AuctionValues(step_amount=5_000_000, extension_seconds=120)
    ids = [one.pk for one in part]
    auction = services.plan_auction(tender_id=tender.pk, values=values, participants=ids, actor=chair, now=time.now)
    ends = time.now + 6 * road.MINUTE
    services.open_round(auction_id=auction.pk, starts_at=time.now, ends_at=ends, actor=chair, now=time.now)
    address = reverse("procurement:auction_bid", kwargs={"code": tender.code})
    for who, amount in OFFERS:
        time.to(time.now + road.MINUTE)
        send(sit(users[who]), address, f"Rp{amount}", amount=amount)
    time.to(time.now + 3 * road.MINUTE)
    services.end_auction(auction_id=Auction.objects.get().pk, actor=chair, now=time.now)


def object_and_answer(tender, loser, chair, sit, time):
    """The second in rank objects, the chair answers, the days of an appeal pass."""
    address = reverse("procurement:file_sanggah", kwargs={"code": tender.code})
    send(sit(loser), address, "sanggah", point_1="Personel pemenang tidak lengkap")
    filed = Sanggah.objects.get()
    point = filed.points.get()
    time.to(time.now + dt.timedelta(days=1))
    answers = {f"accepted_{point.pk}": "0", f"answer_{point.pk}": "Personel sesuai dokumen", "summary": "Ditolak"}
    send(sit(chair, 1280), reverse("procurement:answer_sanggah", kwargs={"sanggah": filed.pk}), "Ditolak", **answers)
    assert Sanggah.objects.get().status == "REJECTED"
    time.to(time.now + dt.timedelta(days=16))


def contracted(tender, ppk, winner, time):
    """The letter, the guarantee, the contract signed by both on its paper, and the order to start."""
    send(ppk, reverse("procurement:appoint", args=[tender.code]), "SPPBJ")
    sppbj, ends = Sppbj.objects.get(), time.today + dt.timedelta(days=90)
    paper = {"issuer": "Bank Jateng", "number": "BG-1", "amount": str(int(sppbj.guarantee_amount))}
    paper |= day("issued_date", time.today) | day("until_date", ends + dt.timedelta(days=14))
    send(ppk, reverse("procurement:sppbj_guarantee", args=[sppbj.pk]), "Selesai", **paper)
    package = tender.packages.get().package
    dates = day("starts_date", time.today) | day("ends_date", ends)
    there = reverse("procurement:contract_of_run", kwargs={"sppbj": sppbj.pk, "code": package.code})
    send(ppk, there, "disimpan sebagai rancangan", number="027/1", **dates)
    ppk.look("contract")
    ppk.page.get_by_role("button", name="Cetak kontrak").click()
    ppk.page.get_by_text("menunggu tanda tangan").first.wait_for()
    drawn = ContractPaper.objects.get().pk
    send(winner, reverse("procurement:paper_step", args=[drawn, "sign_as_supplier"]), "Direktur 1")
    send(ppk, reverse("procurement:paper_step", args=[drawn, "sign_as_ppk"]), "Dewi PPK")
    made = Contract.objects.get()
    there = reverse("procurement:contract_step", kwargs={"key": made.key, "action": "start"})
    send(ppk, there, "SPMK-1", number="SPMK-1", **day("date", time.today) | dates)
    return Contract.objects.get()


def test_three_suppliers_an_auction_an_objection_and_a_contract(open_run, opd, sit, time):
    tender, members, line = open_run
    firms = road.firms()
    users = [user for _firm, user in firms]
    part = join(tender, firms, sit)
    time.to(tender.deadline_at)
    services.turn_tenders(actor=SYSTEM, now=time.now)
    offer(tender, members[0], part, users, sit, time)
    tender.refresh_from_db()
    road.evaluated(tender, members, part, time)
    object_and_answer(tender, users[0], members[0], sit, time)
    ppk = people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=opd)
    contract = contracted(tender, sit(ppk, 1280), sit(users[1]), time)
    assert FundsBalance.objects.get(line=line).committed_amount == 760_000_000
    seen = sit(users[2])
    page = seat_page(seen, "tender", code=tender.code)
    assert "CV Karya 21" in page
    assert "760.000.000" in page
    assert "760.000.000" in seat_page(seen, "contract_public", key=contract.key)


def seat_page(seat, name, **key):
    """The text of a page that everybody sees, looked at at both widths."""
    page = seat.go(reverse(f"procurement:{name}", kwargs=key))
    seat.look(name)
    return page.locator("main").inner_text().replace("\xa0", " ")

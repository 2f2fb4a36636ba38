"""The whole road on an accelerated clock: budget line, package, run, three suppliers, repeated offers, evaluation,
objection, appointment, guarantee, contract, order to start; each act by the person whose duty it is."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.utils import timezone

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import FundsBalance
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import SupplierAccount, Tender
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests.test_contracts import supplier

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
OFFERS = ((0, 820), (1, 800), (2, 790), (0, 780), (1, 760))
"""Who offers how many million rupiah, a minute apart."""


class Clock:
    """The one clock of the test; nothing waits for real time."""

    def __init__(self, monkeypatch):
        self.now = r.NOW
        monkeypatch.setattr(clock, "locked_now", lambda: self.now)
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def to(self, moment):
        """Move on to the moment."""
        assert moment >= self.now
        self.now = moment
        return moment

    @property
    def today(self):
        return timezone.localdate(self.now)


@pytest.fixture
def time(monkeypatch):
    return Clock(monkeypatch)


def firms():
    """Three verified suppliers, each with its account."""
    found = []
    for number in range(3):
        made = supplier(f"123456789012{number}")
        user = people.person(f"pemasok{number}@contoh.id", f"Direktur {number}")
        SupplierAccount.objects.create(supplier=made, user=user, named_at=r.NOW)
        found.append((made, user))
    return found


def registered(tender, members, time):
    """Announced, opened by the clock; three suppliers register in time, and the clock closes."""
    services.announce_tender(tender_id=tender.pk, actor=members[0], now=time.now)
    tender.refresh_from_db()
    time.to(tender.steps.get(code="upload_bid").starts_at)
    services.turn_tenders(actor=SYSTEM, now=time.now)
    suppliers = firms()
    part = [services.register_participant(tender_id=tender.pk, supplier_id=firm.pk, actor=user, now=time.now)
            for firm, user in suppliers]  # fmt: skip
    time.to(tender.deadline_at)
    services.turn_tenders(actor=SYSTEM, now=time.now)
    return part, [user for _firm, user in suppliers]


def auctioned(tender, chair, part, users, time):
    """One live round; the lowest price is 760 million."""
    values = services.AuctionValues(step_amount=5_000_000, extension_seconds=120)
    ids = [one.pk for one in part]
    auction = services.plan_auction(tender_id=tender.pk, values=values, participants=ids, actor=chair, now=time.now)
    ends = time.now + 6 * MINUTE
    services.open_round(auction_id=auction.pk, starts_at=time.now, ends_at=ends, actor=chair, now=time.now)
    for who, million in OFFERS:
        time.to(time.now + MINUTE)
        services.make_offer(
            auction_id=auction.pk, participant_id=part[who].pk, amount=D(million) * 1_000_000, actor=users[who]
        )
    time.to(time.now + 3 * MINUTE)
    services.end_auction(auction_id=auction.pk, actor=chair, now=time.now)


def evaluated(tender, members, part, time):
    """Each member hands in a sheet for each offer; ranked, decided and announced."""
    for participant in part:
        e.filled(tender, participant, members)
    chair = members[0]
    for name in ("conclude_sheets", "rank_offers", "decide_winner", "announce_winner"):
        getattr(services, name)(tender_id=tender.pk, actor=chair, now=time.now)


def objected(tender, loser, user, members, time):
    """The second in rank objects; refused in writing, and the days of an appeal pass."""
    points = ["Personel pemenang tidak lengkap"]
    filed = services.file_sanggah(participant_id=loser.pk, points=points, actor=user, now=time.now)
    with pytest.raises(services.ContractRefused):
        services.appoint_supplier(tender_id=tender.pk, date=time.today, actor=SYSTEM, now=time.now)
    time.to(time.now + dt.timedelta(days=1))
    answers = {filed.points.get().pk: (False, "Personel sesuai dokumen pemilihan")}
    services.answer_sanggah(sanggah_id=filed.pk, answers=answers, summary="Ditolak", actor=members[0], now=time.now)
    time.to(time.now + dt.timedelta(days=16))


def test_from_the_budget_line_to_the_signed_contract(lines, opd, ppk, time):
    tender, members = r.ready(opd, lines)
    tender = Tender.objects.get(pk=tender.pk)
    part, users = registered(tender, members, time)
    auctioned(tender, members[0], part, users, time)
    tender.refresh_from_db()
    assert (tender.status, [p.price_amount for p in tender.participants.order_by("pk")]) == (
        "OPENED", [D(780_000_000), D(760_000_000), D(790_000_000)],
    )  # fmt: skip
    evaluated(tender, members, part, time)
    assert list(tender.participants.order_by("rank").values_list("pk", flat=True)) == [part[n].pk for n in (1, 0, 2)]
    objected(tender, part[0], users[0], members, time)
    contract = contracted(tender, part[1], lines[1], ppk, time)
    tender.refresh_from_db()
    funds = FundsBalance.objects.get(line=lines[1])
    assert (tender.status, contract.status, funds.committed_amount) == ("CONTRACTED", "EFFECTIVE", D(760_000_000))


def contracted(tender, winner, line, ppk, time):
    """Appointed, with its guarantee held; the contract is signed and its work ordered."""
    winner.refresh_from_db()
    own = {"actor": ppk, "now": time.now}
    sppbj = services.appoint_supplier(tender_id=tender.pk, date=time.today, **own)
    package = tender.packages.get().package
    ends = time.today + dt.timedelta(days=90)
    values = services.ContractValues(
        title=package.title,
        number="027/1",
        date=time.today,
        amount=sppbj.amount,
        starts_date=time.today,
        ends_date=ends,
    )
    made = services.draft_contract(
        package_id=package.pk, supplier_id=winner.supplier_id, values=values, shares={line.pk: sppbj.amount},
        sppbj_id=sppbj.pk, **own,
    )  # fmt: skip
    with pytest.raises(services.ContractRefused):
        services.sign_contract(contract_id=made.pk, **own)
    paper = services.GuaranteeValues(
        kind="PERFORMANCE", issuer="Bank Jateng", number="BG-1", amount=sppbj.guarantee_amount,
        issued_date=time.today, until_date=ends + dt.timedelta(days=14),
    )  # fmt: skip
    services.record_guarantee(sppbj_id=sppbj.pk, values=paper, **own)
    services.sign_contract(contract_id=made.pk, **own)
    dates = {"date": time.today, "starts_date": time.today, "ends_date": ends}
    services.issue_spmk(contract_id=made.pk, number="SPMK-1", **dates, **own)
    made.refresh_from_db()
    return made

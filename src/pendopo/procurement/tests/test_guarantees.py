"""A contract of a run: from the appointment, within its price, behind its guarantee; guarantees are watched."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.kernel.access import SYSTEM
from pendopo.notices.models import Notice
from pendopo.procurement import rules, services
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import Contract, Guarantee
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f

DAY = dt.date(2026, 12, 2)
END = dt.date(2027, 6, 30)


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[1]: 900_000_000}, title="Rehabilitasi jembatan", kind="WORKS", method="TENDER")


@pytest.fixture
def sppbj(package, opd, ppk):
    run = a.run(opd, package, hps=890_000_000, prices=(700_000_000, 800_000_000))
    return services.appoint_supplier(tender_id=run.pk, date=DAY, actor=ppk, now=a.LATER)


def draft(package, sppbj, line, ppk, amount=700_000_000, **more):
    values = services.ContractValues(title=package.title, number="027/1", date=DAY, amount=D(amount), ends_date=END)
    own = {"package_id": package.pk, "supplier_id": sppbj.supplier_id, "values": values, "sppbj_id": sppbj.pk}
    return services.draft_contract(**own | more, shares={line.pk: D(amount)}, actor=ppk, now=a.LATER)


def guarantee(ppk, *, amount=44_500_000, until=END, number="BG-1", kind="PERFORMANCE", **more):
    values = services.GuaranteeValues(kind, "Bank Contoh", number, D(amount), DAY, until, **more.pop("values", {}))
    return services.record_guarantee(values=values, actor=ppk, now=a.LATER, **more)


def refused(code, act, *args, **kwargs):
    with pytest.raises(services.ContractRefused) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value.limit


def sign(contract, ppk):
    return services.sign_contract(contract_id=contract.pk, actor=ppk, now=a.LATER)


def test_the_contract_of_a_run_stays_within_the_price_that_won(package, sppbj, lines, ppk):
    assert refused("won_price", draft, package, sppbj, lines[1], ppk, 700_000_001) == 700_000_000
    other = sppbj.tender.participants.get(rank=2).supplier_id
    refused("not_winner", draft, package, sppbj, lines[1], ppk, supplier_id=other)
    refused("run", draft, package, sppbj, lines[1], ppk, sppbj_id=None)
    made = draft(package, sppbj, lines[1], ppk)
    assert (made.form, made.tender, made.sppbj) == ("AGREEMENT", sppbj.tender, sppbj)
    assert refused("won_price", draft, package, sppbj, lines[1], ppk, 1) == 0


def test_a_signature_needs_the_guarantee_over_the_whole_work_and_ends_the_run(package, sppbj, lines, ppk):
    contract = draft(package, sppbj, lines[1], ppk)
    assert refused("guarantee", sign, contract, ppk) == 44_500_000
    assert refused("guarantee", guarantee, ppk, sppbj_id=sppbj.pk, amount="44499999.99") == 44_500_000
    short = guarantee(ppk, sppbj_id=sppbj.pk, until=END - dt.timedelta(days=1))
    refused("guarantee", sign, contract, ppk)
    assert short.due_amount == 44_500_000
    refused("guarantee_known", guarantee, ppk, sppbj_id=sppbj.pk)
    guarantee(ppk, sppbj_id=sppbj.pk, number="BG-2")
    sign(contract, ppk)
    sppbj.tender.refresh_from_db()
    assert sppbj.tender.status == "CONTRACTED"
    refused("signed", services.withdraw_sppbj, sppbj_id=sppbj.pk, reason="x", refused=True, actor=ppk, now=a.LATER)


def test_a_withdrawn_appointment_takes_its_draft_with_it(package, sppbj, lines, ppk):
    draft(package, sppbj, lines[1], ppk)
    services.withdraw_sppbj(sppbj_id=sppbj.pk, reason="Mundur", refused=True, actor=ppk, now=a.LATER)
    assert Contract.objects.count() == 0
    refused("sppbj_withdrawn", draft, package, sppbj, lines[1], ppk)


def test_guarantees_of_a_contract_follow_its_value_and_its_advance(package, sppbj, lines, ppk):
    contract = draft(package, sppbj, lines[1], ppk)
    on = {"contract_id": contract.pk}
    assert refused("guarantee", guarantee, ppk, kind="MAINTENANCE", amount=34_999_999, **on) == 35_000_000
    advance = {"values": {"advance_amount": D(140_000_000)}}
    assert refused("guarantee", guarantee, ppk, kind="ADVANCE", amount=1, **on, **advance) == 140_000_000
    refused("guarantee_contract", guarantee, ppk, kind="ADVANCE", amount=1, sppbj_id=sppbj.pk)
    refused("guarantee_ended", guarantee, ppk, until=dt.date(2026, 12, 1), sppbj_id=sppbj.pk)


def test_the_end_of_a_guarantee_is_told_once_for_each_mark(sppbj, ppk):
    made = guarantee(ppk, sppbj_id=sppbj.pk, until=dt.date(2027, 1, 15))
    days = [dt.datetime(2026, 12, 2, tzinfo=dt.UTC) + dt.timedelta(days=number) for number in (0, 14, 15, 29, 30, 45)]
    told = [services.watch_guarantees(actor=SYSTEM, now=now) for now in days]
    made.refresh_from_db()
    assert (told, made.reminded_days) == ([0, 1, 0, 0, 1, 1], -1)
    inbox = Notice.objects.filter(recipient=ppk, event="procurement.guarantee.reminded", channel="INBOX")
    assert inbox.count() == 3


def test_cashing_needs_a_reason_and_strangers_touch_no_guarantee(sppbj, ppk, other_official):
    made = guarantee(ppk, sppbj_id=sppbj.pk)
    end = {"guarantee_id": made.pk, "now": a.LATER}
    with pytest.raises(services.ReasonMissing):
        services.end_guarantee(**end, cashed=True, note="", actor=ppk)
    with pytest.raises(PermissionDenied):
        services.end_guarantee(**end, cashed=False, note="", actor=other_official)
    assert Guarantee.objects.get().status == "HELD"
    assert services.end_guarantee(**end, cashed=True, note="Putus kontrak", actor=ppk).status == "CASHED"


def test_the_late_fine_is_a_thousandth_of_the_late_part_a_day(db):
    assert rules.late_fine(rule_on("LATE_FINE", DAY), base=D(450_000_000), days=12) == 5_400_000

"""Objections: by those that bid, in their days, answered point by point; appeals with a guarantee."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.models import Appointment
from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.files import storage
from pendopo.instance.models import Holiday
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.procurement import answer_papering, objecting, services
from pendopo.procurement.models import Sanggah, Sppbj
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f

TUESDAY = dt.date(2026, 12, 1)


@pytest.fixture
def run(db, opd):
    return a.run(opd)


@pytest.fixture
def loser(run):
    return run.participants.get(rank=2)


@pytest.fixture
def bidder(loser):
    return a.bidder(loser)


@pytest.fixture
def chair(run):
    return a.member(run)


@pytest.fixture
def sides(loser, bidder, chair):
    return loser, bidder, chair


def file(loser, actor, *, now=a.DECIDED, points=("Harga tidak wajar", "Dokumen kurang")):
    return services.file_sanggah(participant_id=loser.pk, points=points, actor=actor, now=now)


def answer(sanggah, actor, *verdicts, now=a.DECIDED, text="Sudah sesuai dokumen pemilihan"):
    answers = {point.pk: (bool(said), text) for point, said in zip(sanggah.points.all(), verdicts, strict=True)}
    return services.answer_sanggah(sanggah_id=sanggah.pk, answers=answers, summary="Dijawab", actor=actor, now=now)


def appoint(run, actor, *, now=a.LATER, **more):
    date = now.astimezone(dt.timezone(dt.timedelta(hours=7))).date()
    return services.appoint_supplier(tender_id=run.pk, date=date, actor=actor, now=now, **more)


def appeal(sanggah, actor, amount=10_000_000, *, now=a.DECIDED, until=dt.date(2027, 1, 31)):
    values = services.AppealValues("Jawaban tidak menjawab", "Bank Contoh", "BG-1", D(amount), until)
    return services.file_banding(sanggah_id=sanggah.pk, values=values, actor=actor, now=now)


def refused(code, act, *args, **kwargs):
    with pytest.raises((services.ObjectionRefused, services.ContractRefused)) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value.limit


def test_the_window_is_five_working_days_and_a_holiday_makes_it_longer(run):
    assert objecting.last_day(objecting.objection_until(run)) == TUESDAY
    Holiday.objects.create(day_date=dt.date(2026, 11, 27), name="Libur", kind="NATIONAL")
    assert objecting.last_day(objecting.objection_until(run)) == dt.date(2026, 12, 2)


def test_who_bid_objects_once_within_the_days(run, loser, bidder, chair):
    made = file(loser, bidder, now=dt.datetime(2026, 12, 1, 16, 59, tzinfo=dt.UTC))
    assert (made.sequence, made.points.count(), made.answer_due_date) == (1, 2, dt.date(2026, 12, 8))
    assert Notice.objects.filter(recipient=chair, event="procurement.sanggah.filed").exists()
    refused("once", file, loser, bidder)
    late = refused("late", file, loser, bidder, now=dt.datetime(2026, 12, 1, 17, 0, tzinfo=dt.UTC))
    assert late == TUESDAY


def test_who_did_not_bid_or_does_not_act_for_the_bidder_cannot_object(run, loser, bidder, chair):
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        file(run.participants.get(rank=1), bidder)
    type(loser).objects.filter(pk=loser.pk).update(status="INVITED")
    refused("no_bid", file, loser, bidder)
    assert (Sanggah.objects.count(), Entry.objects.count()) == (0, before)


def test_a_refused_objection_shows_whether_its_deadline_was_kept(run, loser, bidder, chair):
    made = file(loser, bidder)
    with pytest.raises(services.ReasonMissing):
        answer(made, chair, False, False, text=" ")
    with pytest.raises(PermissionDenied):
        answer(made, bidder, False, False)
    done = answer(made, chair, False, False, now=a.LATER)
    assert (done.status, done.kept_deadline, done.appeal_until_date) == ("REJECTED", False, dt.date(2026, 12, 9))
    with pytest.raises(MoveRefused):
        answer(made, chair, True, True)


def test_an_answer_is_a_signed_paper_that_everybody_reads(client, run, sides, pa):
    loser, bidder, chair = sides
    made = answer(file(loser, bidder), chair, False, False, text="Sesuai dokumen & #syarat")
    paper = made.document
    assert (paper.public, paper.label) == (True, f"Jawaban Sanggah 01/JAWABAN-SANGGAH/{run.code}/{run.year}")
    assert paper.signatures.get().signer.name == chair.label
    assert storage.path_of(paper.sha256).read_bytes()[:5] == b"%PDF-"
    data = answer_papering.answer_data(made, post="Ketua", code=paper.code)
    assert data["points"][0] == ["Harga tidak wajar", False, "Sesuai dokumen & #syarat"]
    banding = appeal(made, bidder)
    done = services.decide_banding(banding_id=banding.pk, accepted=True, reason="Beralasan", actor=pa, now=a.DECIDED)
    assert done.document.label.startswith("Jawaban Sanggah Banding 01/PUTUSAN-BANDING/")
    shown = client.get(reverse("procurement:tender", args=[run.code])).content.decode()
    assert paper.code in shown
    assert done.document.code in shown


def test_one_accepted_point_sends_the_run_back_to_its_evaluation(run, loser, bidder, chair):
    done = answer(file(loser, bidder), chair, False, True)
    run.refresh_from_db()
    assert (done.status, done.kept_deadline, run.status) == ("ACCEPTED", True, "OPENED")
    assert not run.participants.filter(is_winner=True).exists()


def test_the_appointment_waits_for_window_answer_and_appeal(run, sides, ppk, pa):
    loser, bidder, chair = sides
    assert refused("held_window", appoint, run, ppk, now=a.DECIDED) == TUESDAY
    made = file(loser, bidder)
    assert refused("held_sanggah", appoint, run, ppk) == made.answer_due_date
    answer(made, chair, False, False)
    later = dt.datetime(2026, 12, 2, 5, 0, tzinfo=dt.UTC)
    banding = appeal(made, bidder)
    assert banding.answer_due_date == dt.date(2026, 12, 14)
    assert refused("held_appeal", appoint, run, ppk, now=later) == banding.answer_due_date
    services.decide_banding(banding_id=banding.pk, accepted=False, reason="Sesuai", actor=pa, now=later)
    assert appoint(run, ppk, now=later).amount == 780_000_000


def test_the_guarantee_of_an_appeal_is_a_hundredth_of_the_hps(run, loser, bidder, chair):
    made = file(loser, bidder)
    refused("no_appeal", appeal, made, bidder)
    answer(made, chair, False, False)
    assert refused("guarantee", appeal, made, bidder, "9999999.99") == 10_000_000
    assert refused("guarantee_days", appeal, made, bidder, until=dt.date(2026, 12, 13)) == dt.date(2026, 12, 14)
    assert appeal(made, bidder).guarantee_amount == 10_000_000


def test_a_member_of_the_committee_decides_no_appeal_though_budget_user(run, sides, pa, opd):
    loser, bidder, chair = sides
    made = file(loser, bidder)
    answer(made, chair, False, False)
    banding = appeal(made, bidder)
    Appointment.objects.create(user=chair, holder_name="K", role="kpa", unit=opd, from_date=people.FIRST_DAY)
    with pytest.raises(PermissionDenied):
        services.decide_banding(banding_id=banding.pk, accepted=True, reason="x", actor=chair, now=a.DECIDED)
    services.decide_banding(banding_id=banding.pk, accepted=True, reason="Beralasan", actor=pa, now=a.DECIDED)
    run.refresh_from_db()
    assert run.status == "OPENED"


def test_goods_know_no_appeal(opd, db):
    run = a.run(opd, kind="GOODS")
    loser = run.participants.get(rank=2)
    bidder, chair = a.bidder(loser), a.member(run)
    done = answer(file(loser, bidder), chair, False, False)
    assert done.appeal_until_date is None
    refused("no_appeal", appeal, done, bidder)


def test_a_stranger_to_the_unit_and_a_committee_member_appoint_nobody(run, chair, other_official, opd):
    Appointment.objects.create(user=chair, holder_name="K", role="ppk", unit=opd, from_date=people.FIRST_DAY)
    for actor in (other_official, chair):
        with pytest.raises(PermissionDenied):
            appoint(run, actor)
    assert Sppbj.objects.count() == 0


def test_the_low_bid_owes_five_per_cent_of_the_hps_and_the_next_follows_who_withdraws(run, ppk):
    first = appoint(run, ppk, days=14)
    assert (first.number, first.guarantee_amount) == (f"01/SPPBJ/{run.code}/2026", 50_000_000)
    with pytest.raises(services.ReasonMissing):
        services.withdraw_sppbj(sppbj_id=first.pk, reason=" ", refused=True, actor=ppk, now=a.LATER)
    following = services.withdraw_sppbj(sppbj_id=first.pk, reason="Mundur", refused=True, actor=ppk, now=a.LATER)
    assert (following.rank, run.participants.get(rank=1).status) == (2, "WITHDRAWN")
    second = appoint(run, ppk)
    assert (second.amount, second.guarantee_amount, second.number[:2]) == (900_000_000, 45_000_000, "02")
    assert services.withdraw_sppbj(sppbj_id=second.pk, reason="Mundur", refused=True, actor=ppk, now=a.LATER) is None
    run.refresh_from_db()
    assert (run.status, run.end_reason) == ("FAILED", "Mundur")


def test_a_date_before_the_window_ended_or_a_price_above_the_hps_is_refused(run, ppk):
    early = {"tender_id": run.pk, "date": TUESDAY, "actor": ppk, "now": a.LATER}
    assert refused("before_sppbj_day", services.appoint_supplier, **early) == dt.date(2026, 12, 2)
    type(run).objects.filter(pk=run.pk).update(hps_amount=D(779_999_999))
    assert refused("hps", appoint, run, ppk) == 779_999_999
    assert f.NOON < a.LATER


def test_on_the_fast_clock_of_practice_answers_and_appeals_have_minutes(opd):
    run = a.run(opd, practice=True, time_factor=1440)
    loser, chair = run.participants.get(rank=2), a.member(run)
    bidder, minute = a.bidder(loser), dt.timedelta(minutes=1)
    filed = file(loser, bidder, now=a.DECIDED + minute)
    assert filed.answer_due_at == a.DECIDED + 6 * minute
    answered = answer(filed, chair, False, False, now=a.DECIDED + 7 * minute)
    assert (answered.kept_deadline, answered.appeal_until_at) == (False, a.DECIDED + 12 * minute)
    assert [one.code for one in objecting.holds_of(run, a.DECIDED + 11 * minute)] == ["appeal_window"]
    assert objecting.holds_of(run, a.DECIDED + 12 * minute) == []
    refused("late", appeal, filed, bidder, now=a.DECIDED + 12 * minute)
    appealed = appeal(filed, bidder, now=a.DECIDED + 8 * minute)
    assert appealed.answer_due_at == a.DECIDED + 22 * minute

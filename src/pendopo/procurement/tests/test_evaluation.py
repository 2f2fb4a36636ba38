"""From opened bids to a decided winner: sheets, knock-outs, prices, ranks, decision, announcement."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.organisations.models import SupplierPerson
from pendopo.procurement import evaluating, services
from pendopo.procurement.models import Minutes, SupplierAccount, SupplierSanction, Tender
from pendopo.procurement.services import EvaluationRefused, ScoreValue
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f

TODAY = f.NOON.date()


@pytest.fixture
def tender(opd):
    return e.run(opd)


@pytest.fixture
def pokja(tender):
    return e.committee(tender)


def evaluated(tender, pokja, offers):
    """All sheets handed in without a knock-out, merged and ranked."""
    services.save_sheet(participant_id=offers[0].pk, scores={}, actor=pokja[0], now=f.NOON)
    for one in offers:
        e.filled(tender, one, pokja)
    e.act("conclude_sheets", tender, pokja[0])
    return e.act("rank_offers", tender, pokja[0])


def test_the_road_from_sheets_to_the_window_for_objections(tender, pokja):
    a, b = e.offer(tender, 1, D(1_000_000_000), tkdn=D(40)), e.offer(tender, 2, D(999_000_000), tkdn=D(10))
    evaluated(tender, pokja, [a, b])
    assert e.ranks(tender) == [(a.pk, D("900000000.00"), None), (b.pk, D("999000000.00"), None)]
    e.act("decide_winner", tender, pokja[0])
    tender = e.act("announce_winner", tender, pokja[0])
    a.refresh_from_db()
    assert (tender.status, a.is_winner, tender.decided_at) == ("STANDSTILL", True, f.NOON)
    # Tuesday noon: five working days later is the next Tuesday, to its last second (WIB).
    assert tender.evaluation_plan.standstill_until == dt.datetime(2026, 12, 1, 16, 59, 59, tzinfo=dt.UTC)
    papers = list(Minutes.objects.order_by("pk").values_list("kind", "paper__public"))
    assert papers == [("EVALUATION", True), ("DECISION", True)]
    said = Entry.objects.get(event="procurement.winner.announced").data
    assert (said["participant"], said["amount"]) == ("CV Karya 21", "1000000000.00")


def test_the_window_of_a_practice_run_runs_on_its_own_clock(opd):
    tender = e.run(opd, practice=True, time_factor=1440)
    end = evaluating.standstill_end(tender, f.NOON)
    # Seven days and almost twelve hours, a day a minute.
    assert end - f.NOON == (dt.timedelta(days=7, hours=11, minutes=59, seconds=59)) / 1440


def test_those_who_offered_are_told_of_their_own_result(tender, pokja):
    won, out = e.offer(tender, 1, D(1_000_000_000)), e.offer(tender, 2, D(1_300_000_000))
    users = [people.person(f"{name}@contoh.id", name) for name in ("menang", "kalah")]
    for one, user in zip((won, out), users, strict=True):
        SupplierAccount.objects.create(supplier=one.supplier, user=user, named_at=f.NOON)
    evaluated(tender, pokja, [won, out])
    for step in ("decide_winner", "announce_winner"):
        e.act(step, tender, pokja[0])
    told = dict(Notice.objects.filter(channel="INBOX").values_list("recipient__name", "body"))
    assert told["menang"].startswith("Penawaran Anda menang.")
    assert "Pemenangnya CV Karya 21" in told["kalah"]
    assert told["kalah"].strip().endswith("Penawaran Anda gugur: Harga di atas HPS.")


def test_a_criterion_most_members_deny_knocks_out_with_its_name(tender, pokja):
    a, b = e.offer(tender, 1, D(1_000_000_000)), e.offer(tender, 2, D(1_100_000_000))
    services.save_sheet(participant_id=a.pk, scores={}, actor=pokja[0], now=f.NOON)
    e.filled(tender, a, pokja[:2], failing="Izin berusaha")
    e.filled(tender, a, pokja[2:])
    e.filled(tender, b, pokja[:1], failing="Izin berusaha")
    with pytest.raises(EvaluationRefused) as refusal:
        e.act("conclude_sheets", tender, pokja[0])
    assert (refusal.value.code, refusal.value.about) == ("sheets_missing", "CV Karya 22")
    e.filled(tender, b, pokja[1:])
    e.act("conclude_sheets", tender, pokja[0])
    a.refresh_from_db()
    b.refresh_from_db()
    assert (a.status, a.knock_out_reason) == ("DISQUALIFIED", "Izin berusaha: SBU habis masa berlakunya")
    assert (b.status, b.knock_out_reason) == ("VALID", "")


def test_a_sheet_is_complete_before_it_is_signed_and_fixed_after(tender, pokja):
    a = e.offer(tender, 1, D(1_000_000_000))
    where = {"participant_id": a.pk, "actor": pokja[0], "now": f.NOON}
    services.save_sheet(scores={}, **where)
    denied = {one.sequence: ScoreValue(passed=False) for one in tender.criteria.all()}
    for code, values in (("incomplete", {}), ("note_missing", denied)):
        services.save_sheet(scores=values, **where)
        with pytest.raises(EvaluationRefused) as refusal:
            services.hand_in_sheet(**where)
        assert refusal.value.code == code
    e.filled(tender, a, pokja[:1])
    with pytest.raises(EvaluationRefused, match="handed_in"):
        services.save_sheet(scores={}, **where)


def test_scores_are_averaged_and_a_low_one_is_out(opd):
    tender = e.run(opd, evaluation="QUALITY_COST", kind="CONSULTANCY", method="SELECTION", hps_amount=D(500_000_000))
    pokja = e.committee(tender)
    a, b = e.offer(tender, 1, D(400_000_000)), e.offer(tender, 2, D(340_000_000))
    low = e.offer(tender, 3, D(300_000_000))
    services.save_sheet(participant_id=a.pk, scores={}, actor=pokja[0], now=f.NOON)
    for one, scores in ((a, (85, 90, 80)), (b, (78, 78, 78)), (low, (69, 70, 70))):
        e.filled(tender, one, pokja, scores=scores)
    e.act("conclude_sheets", tender, pokja[0])
    services.clarify_price(
        participant_id=b.pk, explanation="Tenaga ahli tetap", is_accepted=True, actor=pokja[0], now=f.NOON
    )
    e.act("rank_offers", tender, pokja[0])
    assert [(pk, score) for pk, _amount, score in e.ranks(tender)] == [(a.pk, D("85.000")), (b.pk, D("82.400"))]
    low.refresh_from_db()
    assert low.knock_out_reason == "Nilai teknis di bawah ambang batas: 69,667 < 70"


def test_prices_are_corrected_by_their_lines_and_judged_by_the_estimate(tender, pokja):
    a, b, c = (e.offer(tender, n, D(p)) for n, p in ((1, 1_190_000_000), (2, 1_000_000_000), (3, 1_200_000_001)))
    services.save_sheet(participant_id=a.pk, scores={}, actor=pokja[0], now=f.NOON)
    for one in (a, b, c):
        e.filled(tender, one, pokja)
    e.act("conclude_sheets", tender, pokja[0])
    line = services.PriceLineValues("Meja", D(100), D(9_700_000), D(1_190_000_000), "buah")
    services.put_price_lines(participant_id=a.pk, lines=[line], actor=pokja[0], now=f.NOON)
    bad = services.PriceLineValues("Meja", D(1), D(-1), D(1))
    with pytest.raises(EvaluationRefused, match="negative_line"):
        services.put_price_lines(participant_id=a.pk, lines=[bad], actor=pokja[0], now=f.NOON)
    e.act("rank_offers", tender, pokja[0])
    assert e.ranks(tender) == [(a.pk, D("970000000.00"), None), (b.pk, D("1000000000.00"), None)]
    c.refresh_from_db()
    assert (c.status, c.knock_outs.get().ground) == ("DISQUALIFIED", "ABOVE_HPS")


def test_a_low_price_waits_for_its_clarification(tender, pokja):
    a, b = e.offer(tender, 1, D(959_999_999)), e.offer(tender, 2, D(960_000_000))
    with pytest.raises(EvaluationRefused) as refusal:
        evaluated(tender, pokja, [a, b])
    assert (refusal.value.code, refusal.value.about) == ("clarify", "CV Karya 21")
    for said in (True, False):
        services.clarify_price(
            participant_id=a.pk, explanation="Stok lama", is_accepted=said, actor=pokja[0], now=f.NOON
        )
    e.act("rank_offers", tender, pokja[0])
    assert [pk for pk, *_rest in e.ranks(tender)] == [b.pk]
    with pytest.raises(EvaluationRefused, match="not_opened"):
        services.clarify_price(participant_id=b.pk, explanation="x", is_accepted=True, actor=pokja[0], now=f.NOON)


def test_a_large_run_is_decided_by_the_pa_and_nobody_in_two_duties(opd, head):
    tender = e.run(opd, ceiling_amount=D(100_000_000_001))
    pokja = e.committee(tender)
    a, b = e.offer(tender, 1, D(1_000_000_000)), e.offer(tender, 2, D(1_100_000_000))
    evaluated(tender, pokja, [a, b])
    with pytest.raises(EvaluationRefused, match="by_pa"):
        e.act("decide_winner", tender, pokja[0])
    e.act("decide_winner", tender, head)
    minutes = Minutes.objects.get(kind="DECISION")
    assert minutes.facts["by"] == "PA"
    with pytest.raises(PermissionDenied):
        services.sign_minutes(minutes_id=minutes.pk, actor=pokja[0], now=f.NOON)
    services.sign_minutes(minutes_id=minutes.pk, actor=head, now=f.NOON)
    assert minutes.paper.signatures.get().signer.position.startswith("Pengguna anggaran (PA), Dinas Pekerjaan Umum")


def test_the_committee_decides_below_it_without_the_ppk_and_the_pa(tender, pokja, opd, head):
    a = e.offer(tender, 1, D(1_000_000_000))
    evaluated(tender, pokja, [a])
    with pytest.raises(EvaluationRefused, match="by_committee"):
        e.act("decide_winner", tender, head)
    people.Appointment.objects.create(user=pokja[0], holder_name="A", role="ppk", unit=opd, from_date=people.FIRST_DAY)
    again = type(pokja[0]).objects.get(pk=pokja[0].pk)
    with pytest.raises(EvaluationRefused, match="duties"):
        e.act("decide_winner", tender, again)
    e.act("decide_winner", tender, pokja[1])


def test_offers_with_the_same_director_are_out_and_the_reasons_stay_when_the_run_fails(tender, pokja):
    a, b = e.offer(tender, 1, D(1_000_000_000)), e.offer(tender, 2, D(1_100_000_000))
    for one in (a, b):
        SupplierPerson.objects.create(supplier=one.supplier, name="Bambang", role="DIRECTOR", nik_index="ab" * 32)
    with pytest.raises(EvaluationRefused, match="none_valid"):
        evaluated(tender, pokja, [a, b])
    e.act("fail_tender", tender, pokja[0], reason="Tidak ada penawaran sah")
    a.refresh_from_db()
    assert a.knock_out_reason == "Pemilik atau pengurus sama dengan penawaran lain"
    minutes = Minutes.objects.get()
    assert (minutes.kind, minutes.paper.public, minutes.facts["ranking"]) == ("EVALUATION", True, [])


def test_a_supplier_on_the_blacklist_is_out(tender, pokja, opd):
    a, b = e.offer(tender, 1, D(1_000_000_000)), e.offer(tender, 2, D(1_100_000_000))
    SupplierSanction.objects.create(
        supplier=a.supplier, unit=opd, kind="COLLUSION", basis="Persekongkolan", status="RUNNING", proposed_at=f.NOON,
        proposed_by="PPK", answer_until_date=TODAY, decree_number="K/1", from_date=TODAY, to_date=TODAY,
    )  # fmt: skip
    evaluated(tender, pokja, [a, b])
    a.refresh_from_db()
    assert a.knock_out_reason == "Penyedia masuk daftar hitam"
    assert [pk for pk, *_rest in e.ranks(tender)] == [b.pk]


def test_a_first_that_may_not_win_any_more_is_refused_and_the_next_takes_its_place(tender, pokja):
    a, b, c = (e.offer(tender, n, D(1_000_000_000 + n)) for n in (1, 2, 3))
    evaluated(tender, pokja, [a, b, c])
    for one in (a, c):
        SupplierPerson.objects.create(supplier=one.supplier, name="Bambang", role="OWNER", nik_index="cd" * 32)
    with pytest.raises(EvaluationRefused, match="related"):
        e.act("decide_winner", tender, pokja[0])
    e.act("rank_offers", tender, pokja[0])
    assert [pk for pk, *_rest in e.ranks(tender)] == [b.pk]
    e.act("decide_winner", tender, pokja[0])
    assert list(Minutes.objects.values_list("kind", "sequence").order_by("pk")) == [
        ("EVALUATION", 1), ("EVALUATION", 2), ("DECISION", 1),
    ]  # fmt: skip
    with pytest.raises(MoveRefused):
        e.act("rank_offers", tender, pokja[0])


@pytest.mark.django_db(transaction=True)
def test_two_members_who_decide_at_once_decide_once(opd):
    tender = e.run(opd)
    pokja = e.committee(tender)
    evaluated(tender, pokja, [e.offer(tender, 1, D(1_000_000_000))])
    gate, said = threading.Barrier(2), []

    def decide(user):
        gate.wait()
        try:
            e.act("decide_winner", tender, user)
            said.append("decided")
        except MoveRefused:
            said.append("refused")
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(decide, pokja[:2]))
    assert (sorted(said), Minutes.objects.filter(kind="DECISION").count()) == (["decided", "refused"], 1)


def test_strangers_members_without_declaration_and_small_committees_are_refused(opd, auditor):
    tender = e.run(opd)
    pokja = e.committee(tender, declared=(True, True, False))
    a = e.offer(tender, 1, D(1_000_000_000))
    before = Entry.objects.count()
    for actor in (auditor, pokja[2]):
        with pytest.raises(PermissionDenied):
            services.save_sheet(participant_id=a.pk, scores={}, actor=actor, now=f.NOON)
    services.save_sheet(participant_id=a.pk, scores={}, actor=pokja[0], now=f.NOON)
    e.filled(tender, a, pokja[:2])
    with pytest.raises(EvaluationRefused, match="committee"):
        e.act("conclude_sheets", tender, pokja[0])
    assert Entry.objects.filter(event="procurement.sheets.concluded").count() == 0 < Entry.objects.count() - before


def test_a_failed_run_says_why_and_is_repeated_with_its_criteria(tender, pokja):
    a = e.offer(tender, 1, D(1_000_000_000))
    services.save_sheet(participant_id=a.pk, scores={}, actor=pokja[0], now=f.NOON)
    with pytest.raises(services.ReasonMissing):
        e.act("fail_tender", tender, pokja[0], reason=" ")
    e.act("fail_tender", tender, pokja[0], reason="Semua peserta gugur")
    made = e.act("rerun_tender", tender, pokja[0])
    assert (made.code, made.version, made.previous, made.status) == ("T-1-2", 2, tender, "PREPARED")
    assert made.criteria.count() == tender.criteria.count() > 0
    with pytest.raises(EvaluationRefused, match="rerun_known"):
        e.act("rerun_tender", tender, pokja[0])
    Tender.objects.filter(pk=made.pk).update(status="FAILED")
    unit = people.person("ukpbj@contoh.id", "UKPBJ", roles=["ukpbj"])
    assert e.act("rerun_tender", made, unit).code == "T-1-3"


def test_what_is_not_opened_is_not_ranked(tender, pokja):
    Tender.objects.filter(pk=tender.pk).update(status="CLOSED")
    with pytest.raises(MoveRefused):
        e.act("rank_offers", tender, pokja[0])

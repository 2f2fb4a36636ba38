"""Sistem gugur: an offer goes from stage to stage, and what comes after the stage it is out at is not judged."""

import pytest

from pendopo.procurement import services
from pendopo.procurement.evaluation_facts import evaluation_facts
from pendopo.procurement.models import EvaluationSheet
from pendopo.procurement.queries import board_of, merged_scores
from pendopo.procurement.services import EvaluationRefused, ScoreValue
from pendopo.procurement.templatetags.evaluation import stage_tags
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f

LETTER, PAPERS, LICENCE = "Surat penawaran", "Kelengkapan dokumen", "Izin berusaha"
STAGES = {"ADMINISTRATION", "QUALIFICATION", "TECHNICAL"}


@pytest.fixture
def tender(opd):
    return e.run(opd)


@pytest.fixture
def pokja(tender):
    return e.committee(tender)


@pytest.fixture
def offer(tender, pokja):
    made = e.offer(tender, 1, 1_000_000_000)
    services.save_sheet(participant_id=made.pk, scores={}, actor=pokja[0], now=f.NOON)
    return made


def signed(tender, offer, member, *, no=(), parts=STAGES):
    """The member answers the criteria of the parts, those in `no` with a no, and signs."""
    values = {
        one.sequence: ScoreValue(passed=False, note=f"{one.name} kurang") if one.name in no else ScoreValue(passed=True)
        for one in tender.criteria.filter(part__in=parts)
    }
    where = {"participant_id": offer.pk, "actor": member, "now": f.NOON}
    services.save_sheet(scores=values, **where)
    return services.hand_in_sheet(**where)


def refused(act, *args, **more):
    with pytest.raises(EvaluationRefused) as refusal:
        act(*args, **more)
    return refusal.value.code, refusal.value.about


def test_a_no_ends_the_sheet_with_its_stage(tender, pokja, offer):
    first = {"ADMINISTRATION"}
    assert refused(signed, tender, offer, pokja[0], parts=first) == ("incomplete", LICENCE)
    assert signed(tender, offer, pokja[0], parts=first, no=[PAPERS]).handed_at == f.NOON
    only = tender.criteria.filter(name=LETTER)
    value = {only.get().sequence: ScoreValue(passed=False, note="Tidak ditandatangani")}
    where = {"participant_id": offer.pk, "actor": pokja[1], "now": f.NOON}
    services.save_sheet(scores=value, **where)
    assert refused(services.hand_in_sheet, **where) == ("incomplete", PAPERS)


def test_who_is_out_at_a_stage_is_not_judged_further_and_the_minutes_say_where(tender, pokja, offer):
    for member in pokja[:2]:
        signed(tender, offer, member, parts={"ADMINISTRATION"}, no=[PAPERS])
    signed(tender, offer, pokja[2], no=[LICENCE])
    e.act("conclude_sheets", tender, pokja[0])
    offer.refresh_from_db()
    assert (offer.status, offer.knock_out_reason) == ("DISQUALIFIED", f"{PAPERS}: {PAPERS} kurang")
    facts = evaluation_facts(tender)["knock_outs"]
    assert facts == [["CV Karya 21", "CRITERION", PAPERS, f"{PAPERS} kurang", "ADMINISTRATION"]]
    board = board_of(pokja[0], tender)
    assert [word for word, _more in stage_tags(board, board.rows[0])] == ["Gugur", "", ""]


def test_a_stage_that_most_let_pass_goes_on_with_those_who_judged_the_next(tender, pokja, offer):
    signed(tender, offer, pokja[0], parts={"ADMINISTRATION"}, no=[PAPERS])
    for member in pokja[1:]:
        signed(tender, offer, member, parts={"ADMINISTRATION", "QUALIFICATION"}, no=[LICENCE])
    e.act("conclude_sheets", tender, pokja[0])
    facts = evaluation_facts(tender)["knock_outs"]
    assert [(row[2], row[4]) for row in facts] == [(LICENCE, "QUALIFICATION")]
    judged = {row.criterion.part for row in merged_scores(pokja[0], tender, offer).rows if row.judged}
    assert judged == {"ADMINISTRATION", "QUALIFICATION"}


def test_a_stage_that_too_few_judged_is_not_decided_until_it_is(tender, pokja, offer):
    for member, what in zip(pokja, (LETTER, PAPERS, ""), strict=True):
        signed(tender, offer, member, parts={"ADMINISTRATION"} if what else STAGES, no=[what])
    about = ("CV Karya 21", "Kualifikasi")
    assert refused(e.act, "conclude_sheets", tender, pokja[0]) == ("stage_unjudged", about)
    offer.refresh_from_db()
    assert (offer.status, offer.knock_outs.count()) == ("SUBMITTED", 0)
    e.act("reopen_sheets", tender, pokja[0], reason="Belum cukup yang menilai kualifikasi")
    for member, what in zip(pokja, (LETTER, PAPERS, ""), strict=True):
        signed(tender, offer, member, no=[what])
    e.act("conclude_sheets", tender, pokja[0])
    offer.refresh_from_db()
    assert (offer.status, EvaluationSheet.objects.filter(handed_at=None).count()) == ("VALID", 0)


def test_where_scores_count_every_criterion_is_answered(opd):
    tender = e.run(opd, evaluation="QUALITY_COST", kind="CONSULTANCY", method="SELECTION")
    pokja = e.committee(tender)
    offer = e.offer(tender, 1, 400_000_000)
    services.save_sheet(participant_id=offer.pk, scores={}, actor=pokja[0], now=f.NOON)
    code, _name = refused(signed, tender, offer, pokja[0], parts={"ADMINISTRATION"}, no=[PAPERS])
    assert code == "incomplete"

"""Offers on paper: recorded with a reason by those who evaluate; prices of two files after the technical result."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.procurement import services
from pendopo.procurement.models import Minutes, Participant, Tender
from pendopo.procurement.services import EvaluationRefused, PaperOffer
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f

REASON = "Penawaran diserahkan di kantor"
SOON = f.NOON + dt.timedelta(hours=1)


@pytest.fixture
def officer(opd):
    return people.person("pp@contoh.id", "Agus Pengadaan", roles=["pejabat_pengadaan"], unit=opd)


@pytest.fixture
def direct(opd):
    """A direct procurement that is closed, with one registered supplier."""
    tender = e.run(opd, method="DIRECT", status="CLOSED", evaluation="NEGOTIATED", hps_amount=D(100_000_000),
                   ceiling_amount=D(110_000_000))  # fmt: skip
    Participant.objects.create(tender=tender, supplier=e.supplier())
    return tender


def recorded(tender, actor, price, **more):
    offers = [PaperOffer(one.pk, price) for one in tender.participants.all()]
    return e.act("record_offers", tender, actor, offers=offers, reason=REASON, now=SOON, **more)


def test_an_officer_alone_walks_the_road_of_a_direct_procurement(direct, officer):
    recorded(direct, officer, D(98_000_000))
    one = direct.participants.get()
    assert (one.status, one.price_amount, one.submitted_at) == ("SUBMITTED", D(98_000_000), SOON)
    services.save_sheet(participant_id=one.pk, scores={}, actor=officer, now=SOON)
    e.filled(direct, one, [officer])
    e.act("conclude_sheets", direct, officer)
    e.act("rank_offers", direct, officer)
    with pytest.raises(EvaluationRefused, match="negotiate_first"):
        e.act("decide_winner", direct, officer)
    asked = {"participant_id": one.pk, "note": "Ongkos kirim ditiadakan", "actor": officer, "now": SOON}
    with pytest.raises(EvaluationRefused) as refusal:
        services.negotiate_price(amount=D(98_000_001), **asked)
    assert (refusal.value.code, refusal.value.about) == ("negotiated", D(98_000_000))
    services.negotiate_price(amount=D(95_500_000), **asked)
    e.act("decide_winner", direct, officer)
    kinds = list(Minutes.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["OPENING", "EVALUATION", "NEGOTIATION", "DECISION"]
    facts = Minutes.objects.get(kind="DECISION").facts
    assert (facts["by"], facts["price"]) == ("OFFICER", "Rp95.500.000")
    assert facts["price_words"] == "sembilan puluh lima juta lima ratus ribu"


@pytest.mark.parametrize(("price", "code"), [(D(-1), "negative"), (None, "price_missing")])
def test_a_price_below_zero_or_none_is_refused(direct, officer, price, code):
    with pytest.raises(EvaluationRefused, match=code):
        recorded(direct, officer, price)
    direct.refresh_from_db()
    assert (direct.status, direct.participants.get().status) == ("CLOSED", "INVITED")


def test_offers_are_not_recorded_before_the_deadline_nor_by_others_nor_without_a_reason(direct, officer, head):
    with pytest.raises(PermissionDenied):
        recorded(direct, head, D(1))
    with pytest.raises(services.ReasonMissing):
        e.act("record_offers", direct, officer, offers=[], reason=" ")
    Tender.objects.filter(pk=direct.pk).update(status="OPEN", deadline_at=dt.datetime(2999, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(EvaluationRefused, match="too_early"):
        recorded(direct, officer, D(1))
    assert not Entry.objects.filter(event="procurement.offers.recorded").exists()


def test_prices_of_two_files_are_recorded_after_the_technical_result(opd):
    tender = e.run(opd, scheme="TWO_FILE", status="CLOSED")
    pokja = e.committee(tender)
    one = Participant.objects.create(tender=tender, supplier=e.supplier())
    with pytest.raises(EvaluationRefused, match="prices_shut"):
        recorded(tender, pokja[0], D(1_000_000_000))
    recorded(tender, pokja[0], None)
    with pytest.raises(EvaluationRefused, match="prices_shut"):
        recorded(tender, pokja[0], D(1_000_000_000))
    services.save_sheet(participant_id=one.pk, scores={}, actor=pokja[0], now=SOON)
    e.filled(tender, one, pokja)
    e.act("conclude_sheets", tender, pokja[0])
    assert Entry.objects.filter(event="procurement.technical_result.announced").count() == 1
    recorded(tender, pokja[0], D(1_000_000_000))
    with pytest.raises(EvaluationRefused, match="result_announced"):
        e.act("reopen_sheets", tender, pokja[0], reason="Salah baca")
    e.act("rank_offers", tender, pokja[0])
    assert e.ranks(tender) == [(one.pk, D("1000000000.00"), None)]

"""Price lines of an opened envelope: taken over by their hash, refused when they are not as the browser writes them."""

import hashlib
import json
from decimal import Decimal as D

import pytest

from pendopo.audit.services import record
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import ciphertexts, services
from pendopo.procurement.models import BidEnvelope, BidFile, EvaluationPlan, SealPlan
from pendopo.procurement.services import EvaluationRefused
from pendopo.procurement.tests import evaluation_factories as e
from pendopo.procurement.tests import factories as f

LINE = {"number": 1, "name": "Meja", "unit": "buah", "volume": "12.5", "price_sen": 8_000_000_033, "amount_sen": 1}


@pytest.fixture
def tender(opd):
    return e.run(opd)


@pytest.fixture
def chair(tender):
    return e.committee(tender)[0]


def enveloped(tender, lines, stated=None):
    """An offer whose opened envelope holds the lines."""
    one = e.offer(tender, 1, D(1_000_000_000))
    entry = record(actor=SYSTEM, event="procurement.envelope.committed", subject=tender, now=f.NOON)
    plan = SealPlan.objects.create(
        tender=tender, version=1, message={}, plan_hash="a" * 64, published_at=f.NOON, entry=entry
    )
    data = json.dumps({"lines": lines}).encode()
    said = stated or hashlib.sha256(data).hexdigest()
    envelope = BidEnvelope.objects.create(
        plan=plan, participant=one, envelope="single", header={}, header_hash="b" * 64, status="OPENED",
        committed_at=f.NOON, entry=entry, manifest={"price": {"total_sen": 1, "lines_sha256": said}},
    )  # fmt: skip
    ciphertexts.put_opened(envelope.header_hash, 0, data)
    BidFile.objects.create(bid_envelope=envelope, number=0, name="x.json", size=len(data), sha256=said)
    EvaluationPlan.objects.create(tender=tender)
    return one


def taken(one, chair):
    return services.take_sealed_lines(participant_id=one.pk, actor=chair, now=f.NOON)


def test_the_lines_of_the_envelope_are_corrected(tender, chair):
    one = taken(enveloped(tender, [LINE]), chair)
    line = one.price_lines.get()
    assert (line.volume, line.unit_amount, line.stated_amount) == (D("12.5"), D("80000000.33"), D("0.01"))
    assert one.corrected_amount == D("1000000004.13")


@pytest.mark.parametrize("wrong", [
    {"volume": 12}, {"volume": "-1"}, {"volume": "NaN"}, {"price_sen": "1"}, {"price_sen": -1}, {"amount_sen": True},
    {"volume": "9" * 30}, {"price_sen": 10**17},
])  # fmt: skip
def test_what_is_no_line_is_refused(tender, chair, wrong):
    with pytest.raises(EvaluationRefused, match="lines_unreadable"):
        taken(enveloped(tender, [LINE | wrong]), chair)


def test_a_file_of_another_hash_and_an_envelope_without_lines_are_refused(tender, chair):
    one = enveloped(tender, [LINE], stated="c" * 64)
    with pytest.raises(EvaluationRefused, match="lines_unreadable"):
        taken(one, chair)
    BidFile.objects.all().delete()
    with pytest.raises(EvaluationRefused, match="no_lines"):
        taken(one, chair)

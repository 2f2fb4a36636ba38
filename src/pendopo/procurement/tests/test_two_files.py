"""Two files: the first ceremony opens the technical ones alone; prices stay sealed until the result is announced."""

import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.audit import notes
from pendopo.audit import services as audit
from pendopo.audit.models import Entry
from pendopo.audit.verifier import pendopo_verify as verifier
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.procurement import queries, services
from pendopo.procurement.models import BidEnvelope, Participant, Tender
from pendopo.procurement.services import EnvelopeRefused
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

PLACES = [("committee", 0), ("committee", 2), ("inspectorate", 0)]
TECHNICAL = "procurement.technical_result.announced"


@pytest.fixture
def sealed_tender(opd):
    return c.tender_of(opd, scheme="TWO_FILE")


@pytest.fixture
def pairs(sealed_tender, seal_plan, bids_at_hand):
    """Two bidders, each with both files."""
    found = []
    for number in range(2):
        bid = c.bidder(sealed_tender, number)
        files = [c.hand_in(bid, seal_plan, envelope="file1", price=None)[0]]
        files.append(c.hand_in(bid, seal_plan, envelope="file2", price=c.priced(1000 + number))[0])
        found.append((bid, files))
    return found


@pytest.fixture
def first(sealed_tender, keyholders, pairs, at):
    """The first ceremony, finished."""
    at["now"] = s.DEADLINE
    c.Ceremony(sealed_tender, keyholders, "file1").whole(*PLACES)
    return pairs


def announce(tender):
    """The technical result, as the evaluation announces it."""
    audit.record(actor=SYSTEM, event=TECHNICAL, subject=tender, unit=tender.unit, now=s.DEADLINE)


def released():
    found = Entry.objects.filter(event="procurement.share.released")
    return {header_hash for entry in found for header_hash in entry.data["header_hashes"]}


def test_the_first_ceremony_gives_nothing_of_the_prices(first, sealed_tender, keyholders):
    technical = {files[0].header.header_hash for _bid, files in first}
    assert released() == technical
    assert set(BidEnvelope.objects.filter(envelope="file2").values_list("status", flat=True)) == {"STORED"}
    assert not Participant.objects.filter(price_amount__isnull=False).exists()
    assert not BidEnvelope.objects.filter(envelope="file2", manifest__isnull=False).exists()
    sealed_tender.refresh_from_db()
    assert sealed_tender.status == "OPENED"
    second = c.Ceremony(sealed_tender, keyholders, "file2")
    with pytest.raises(EnvelopeRefused, match="technical"):
        second.close()
    with pytest.raises(EnvelopeRefused, match="step"):
        services.release_shares(**second.where, actor=keyholders["inspectorate", 0][0])
    assert released() == technical


def test_after_the_announcement_the_second_one_opens_the_prices(first, sealed_tender, keyholders, tmp_path):
    announce(sealed_tender)
    opening = c.Ceremony(sealed_tender, keyholders, "file2").whole(*PLACES)
    assert opening.counts == {"committed": 2, "opened": 2}
    assert sorted(Participant.objects.values_list("price_amount", flat=True)) == [Decimal("10.00"), Decimal("10.01")]
    assert Tender.objects.get().status == "OPENED"
    assert Entry.objects.filter(event="procurement.bidding.closed").count() == 1
    audit.seal()
    data = queries.audit_bundle(ANONYMOUS, sealed_tender)
    (tmp_path / "audit.zip").write_bytes(data)
    assert verifier.check_bundle(tmp_path / "audit.zip", notes.own_verifier_key(), []) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert json.loads(archive.read("bundle.json"))["revealed"] == ["file1", "file2"]


def test_a_key_of_the_first_file_does_not_open_the_second(first):
    from pendopo.procurement import sealing

    one, two = first[0][1]
    with pytest.raises(sealing.SealRefused, match="not the key"):
        sealing.open_envelope(two.header, one.identity, two.ciphertext)


def test_losers_envelopes_stay_sealed_and_are_destroyed_with_a_leaf(first, sealed_tender, keyholders):
    assert services.destroy_due_ciphertexts(actor=SYSTEM, now=s.DEADLINE) == 0
    Tender.objects.filter(pk=sealed_tender.pk).update(status="CONTRACTED")
    with pytest.raises(PermissionDenied):
        services.destroy_due_ciphertexts(actor=keyholders["committee", 0][0], now=s.DEADLINE)
    assert services.destroy_due_ciphertexts(actor=SYSTEM, now=s.DEADLINE) == 2
    assert services.destroy_due_ciphertexts(actor=SYSTEM, now=s.DEADLINE) == 0
    hashes = {files[1].header.header_hash for _bid, files in first}
    destroyed = Entry.objects.filter(event="procurement.ciphertext.destroyed")
    assert {entry.data["header_hash"] for entry in destroyed} == hashes
    assert not BidEnvelope.objects.filter(envelope="file2", parts__isnull=False).exists()

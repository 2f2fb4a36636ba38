"""The ceremony when something is lost: each way ends in its outcome, and the numbers agree."""

import dataclasses
import datetime as dt
import hashlib
import secrets

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.notices.models import Notice
from pendopo.procurement import ciphertexts, opening_memory, sealing, services
from pendopo.procurement.models import BidFile, HandedSecret, Participant, Trustee
from pendopo.procurement.services import EnvelopeRefused
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

MINUTE = dt.timedelta(minutes=1)
COMMITTEE = [("committee", 0), ("committee", 1), ("committee", 2)]
INSPECTOR = ("inspectorate", 0)
QUORUM = [("committee", 0), ("committee", 2), INSPECTOR]


def test_an_envelope_that_never_arrived_is_incomplete(sealed_tender, seal_plan, ceremony, bids, at):
    late = c.bidder(sealed_tender, 2)
    sealed = s.sealed(seal_plan)
    envelope = c.commit(late, sealed.header).envelope
    c.upload(late, envelope, sealed, shares=False)
    at["now"] = s.DEADLINE
    opening = ceremony.whole(*QUORUM)
    assert c.reason_of(sealed) == ("INCOMPLETE", "never_arrived")
    assert (opening.counts["incomplete"], c.equal(opening)) == (1, True)
    assert c.outcomes()[sealed.header.header_hash]["result"] == "incomplete"
    assert Participant.objects.get(pk=late[0].pk).price_amount is None


def test_withdrawn_and_superseded_ones_are_never_opened(sealed_tender, seal_plan, ceremony, bids, at):
    (bid, first), (other, _gone) = bids
    again = s.sealed(seal_plan, price=c.priced(100))
    header = dataclasses.replace(again.header, supersedes=first.header.header_hash)
    envelope = c.commit(bid, header).envelope
    c.upload(bid, envelope, again)
    services.withdraw_envelope(envelope_id=other[0].envelopes.get().pk, actor=other[1])
    at["now"] = s.DEADLINE
    opening = ceremony.whole(*QUORUM)
    assert opening.counts == {"committed": 3, "opened": 1, "superseded": 1, "withdrawn": 1}
    released = [h for e in Entry.objects.filter(event="procurement.share.released") for h in e.data["header_hashes"]]
    assert set(released) == {header.header_hash}
    assert Participant.objects.get(pk=other[0].pk).status == "WITHDRAWN"
    assert Participant.objects.get(pk=bid[0].pk).price_amount == 1
    done = services.destroy_ciphertexts(tender_id=sealed_tender.pk, actor=ceremony.chair, now=s.DEADLINE)
    assert done == 2
    assert Entry.objects.filter(event="procurement.ciphertext.destroyed").count() == 2


def split_badly(plan, **more):
    """An envelope whose shares are of another key: the bidder made a mistake, or wants to choose later."""
    good = s.sealed(plan, **more)
    strange = sealing.split(sealing.identity_of(secrets.token_bytes(32)), plan)
    bid = {"bid_id": good.header.bid_id, "envelope": good.header.envelope}
    shares = {place: sealing.seal_share(text, place, plan, bid) for place, text in strange.items()}
    lines = tuple(
        dataclasses.replace(
            line,
            share_sha256=hashlib.sha256(strange[line.group, line.member].encode()).hexdigest(),
            ciphertext_sha256=hashlib.sha256(shares[line.group, line.member]).hexdigest(),
        )
        for line in good.header.shares
    )
    return dataclasses.replace(good, header=dataclasses.replace(good.header, shares=lines), shares=shares)


@pytest.fixture
def bad(sealed_tender, seal_plan, bids):
    """A third bidder whose shares do not open its envelope: (bidder, sealed, row)."""
    bid, sealed = c.bidder(sealed_tender, 2), split_badly(seal_plan, price=c.priced(300))
    envelope = c.commit(bid, sealed.header).envelope
    c.upload(bid, envelope, sealed)
    return bid, sealed, envelope


def test_bad_shares_are_helped_by_the_bidders_own_key_in_time(ceremony, bad, at):
    bid, sealed, envelope = bad
    at["now"] = s.DEADLINE
    opening = ceremony.to_the_keys(*QUORUM)
    assert opening.fallback_until == s.DEADLINE + 30 * MINUTE
    with pytest.raises(EnvelopeRefused, match="fallback"):
        ceremony.reveal()
    assert not BidFile.objects.exists()
    for wrong in (s.sealed(sealing.read_plan(envelope.plan.message)).identity, "AGE-SECRET-KEY-1", ""):
        with pytest.raises(EnvelopeRefused, match="key"):
            services.present_bid_key(envelope_id=envelope.pk, identity=wrong, actor=bid[1])
    at["now"] = opening.fallback_until - dt.timedelta(milliseconds=1)
    services.present_bid_key(envelope_id=envelope.pk, identity=sealed.identity, actor=bid[1])
    ceremony.reveal()
    assert c.reason_of(sealed) == ("OPENED", "")
    assert c.outcomes()[sealed.header.header_hash]["seats"] == [["bidder", 0]]
    assert c.equal(ceremony.finish())


def test_only_the_bidder_concerned_is_asked_for_its_key(ceremony, bad, bids, at):
    at["now"] = s.DEADLINE
    ceremony.to_the_keys(*QUORUM)
    ceremony.seat(*QUORUM)
    ceremony.recover()
    asked = Notice.objects.filter(event="procurement.bid_key.asked", channel="INBOX")
    assert [notice.recipient for notice in asked] == [bad[0][1]]
    assert bad[1].header.header_hash in asked.get().body


def test_who_does_not_present_the_key_in_time_is_ruled_out_before_any_price_is_read(ceremony, bad, at):
    bid, sealed, envelope = bad
    at["now"] = s.DEADLINE
    opening = ceremony.to_the_keys(*QUORUM)
    at["now"] = opening.fallback_until
    with pytest.raises(EnvelopeRefused, match="late"):
        services.present_bid_key(envelope_id=envelope.pk, identity=sealed.identity, actor=bid[1])
    ceremony.reveal()
    with pytest.raises(EnvelopeRefused, match="step"):
        services.present_bid_key(envelope_id=envelope.pk, identity=sealed.identity, actor=bid[1])
    assert c.reason_of(sealed) == ("UNOPENABLE", "bidder_shares_bad")
    opening = ceremony.finish()
    assert opening.counts == {"committed": 3, "opened": 2, "unopenable": 1}


def test_only_the_bidder_presents_the_key_of_its_envelope(ceremony, bad, bids, at):
    at["now"] = s.DEADLINE
    ceremony.to_the_keys(*QUORUM)
    with pytest.raises(PermissionDenied):
        services.present_bid_key(envelope_id=bad[2].pk, identity=bad[1].identity, actor=bids[0][0][1])


def test_with_keys_lost_for_ever_the_bidders_own_keys_remain(ceremony, bids, at):
    """The inspector's only key is stolen after the deadline: who brings its key file is opened, who does not is not."""
    at["now"] = s.DEADLINE
    ceremony.close()
    user, _identity, trustee = ceremony.held[INSPECTOR]
    services.revoke_trustee(trustee_id=trustee.pk, reason="Dicuri", actor=user, now=at["now"])
    ceremony.seat(*COMMITTEE[:2])
    ceremony.hand_in(*COMMITTEE[:2])
    opening = ceremony.recover()
    (bid, first), (_other, second) = bids
    services.present_bid_key(envelope_id=bid[0].envelopes.get().pk, identity=first.identity, actor=bid[1])
    at["now"] = opening.fallback_until
    ceremony.reveal()
    assert (c.reason_of(first), c.reason_of(second)) == (("OPENED", ""), ("UNOPENABLE", "trustee_keys_lost"))
    assert c.equal(ceremony.finish())


def test_a_revoked_trustee_takes_no_share(ceremony, bids, at):
    at["now"] = s.DEADLINE
    ceremony.close()
    ceremony.seat()
    user, _identity, trustee = ceremony.held[COMMITTEE[1]]
    services.revoke_trustee(trustee_id=trustee.pk, reason="Hilang", actor=user, now=at["now"])
    with pytest.raises(EnvelopeRefused, match="seat"):
        ceremony.take(COMMITTEE[1])
    ceremony.hand_in(*QUORUM)
    ceremony.recover()
    assert set(c.statuses().values()) == {"RECOVERED"}


def test_a_trustee_who_comes_late_still_hands_in(ceremony, bids, at):
    """Two are seated, one of them cannot open: a third joins, and the keys are put together again."""
    at["now"] = s.DEADLINE
    ceremony.close()
    ceremony.seat(*QUORUM)
    ceremony.hand_in(COMMITTEE[0], INSPECTOR)
    assert ceremony.recover().fallback_until is not None
    ceremony.seat(COMMITTEE[1])
    ceremony.hand_in(COMMITTEE[1])
    ceremony.recover()
    assert set(c.statuses().values()) == {"RECOVERED"}
    ceremony.reveal()
    assert c.equal(ceremony.finish())


def test_what_is_handed_in_is_nothing_without_the_memory_of_the_machine(ceremony, bids, at):
    at["now"] = s.DEADLINE
    opening = ceremony.to_the_keys(*QUORUM)
    rows = list(HandedSecret.objects.all())
    mnemonic = opening_memory.look(opening.pk, rows[0].sealed)
    assert len(mnemonic.split()) == 33
    opening_memory.end(opening.pk)
    for row in rows:
        assert mnemonic.split()[5].encode() not in bytes(row.sealed)
        with pytest.raises(opening_memory.MemoryLost):
            opening_memory.look(opening.pk, row.sealed)
    with pytest.raises(EnvelopeRefused, match="memory"):
        ceremony.reveal()
    assert not BidFile.objects.exists()
    ceremony.seat(*QUORUM)
    assert not HandedSecret.objects.exists()
    ceremony.hand_in(*QUORUM)
    ceremony.recover()
    ceremony.reveal()
    assert set(c.statuses().values()) == {"OPENED"}


def damage(root, sealed):
    """Flip a byte of the stored part."""
    for path in (root / sealed.header.header_hash).iterdir():
        data = bytearray(path.read_bytes())
        data[1000] ^= 1
        path.write_bytes(bytes(data))


def test_a_ciphertext_that_is_damaged_in_one_copy_is_read_from_the_other(ceremony, bids, at):
    damage(ciphertexts.roots()[0], bids[0][1])
    damage(ciphertexts.roots()[1], bids[1][1])
    at["now"] = s.DEADLINE
    assert ceremony.whole(*QUORUM).counts == {"committed": 2, "opened": 2}


def test_damaged_in_both_the_bidder_sends_the_same_bytes_again(ceremony, bids, at):
    (bid, sealed), _other = bids
    for root in ciphertexts.roots():
        damage(root, sealed)
    at["now"] = s.DEADLINE
    opening = ceremony.to_the_keys(*QUORUM)
    envelope = bid[0].envelopes.get()
    assert (envelope.damaged_at, envelope.received) == (s.DEADLINE, 0)
    with pytest.raises(EnvelopeRefused, match="fallback"):
        ceremony.reveal()
    altered = sealed.ciphertext[:-1] + b"\0"
    sent = {"envelope_id": envelope.pk, "start": 0, "actor": bid[1]}
    refused = services.put_part(data=altered, sha256=hashlib.sha256(altered).hexdigest(), **sent)
    assert (refused.received, refused.damaged_at) == (0, s.DEADLINE)
    at["now"] = opening.fallback_until - dt.timedelta(milliseconds=1)
    data = sealed.ciphertext
    services.put_part(data=data, sha256=hashlib.sha256(data).hexdigest(), **sent)
    ceremony.reveal()
    assert c.reason_of(sealed) == ("OPENED", "")
    assert c.equal(ceremony.finish())


def test_damaged_for_ever_it_is_incomplete(ceremony, bids, at):
    sealed = bids[0][1]
    for root in ciphertexts.roots():
        damage(root, sealed)
    at["now"] = s.DEADLINE
    at["now"] = ceremony.to_the_keys(*QUORUM).fallback_until
    ceremony.reveal()
    assert c.reason_of(sealed) == ("INCOMPLETE", "ciphertext_lost")
    assert ceremony.finish().counts == {"committed": 2, "incomplete": 1, "opened": 1}


def test_a_payload_that_is_not_as_it_must_be_is_kept_as_evidence_and_void(sealed_tender, seal_plan, ceremony, bids, at):
    """The bidder padded with something else than zeros: it decrypts, and is unopenable all the same."""
    bid = c.bidder(sealed_tender, 2)
    sealed = with_payload(s.sealed(seal_plan), lambda payload: payload[:-1] + b"\x01")
    c.upload(bid, c.commit(bid, sealed.header).envelope, sealed)
    at["now"] = s.DEADLINE
    opening = ceremony.whole(*QUORUM)
    assert c.reason_of(sealed) == ("UNOPENABLE", "bad_payload")
    assert opening.counts == {"committed": 3, "opened": 2, "unopenable": 1}
    assert all((root / sealed.header.header_hash).is_dir() for root in ciphertexts.roots())


def with_payload(sealed, change):
    """The same envelope around an altered payload."""
    import pyrage
    from pyrage import x25519

    payload = pyrage.decrypt(sealed.ciphertext, [x25519.Identity.from_str(sealed.identity)])
    recipient = x25519.Recipient.from_str(sealed.header.recipient)
    ciphertext = pyrage.encrypt(change(payload), [recipient])
    header = dataclasses.replace(
        sealed.header, ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest(), ciphertext_size=len(ciphertext)
    )
    return dataclasses.replace(sealed, header=header, ciphertext=ciphertext)


def test_a_row_that_was_deleted_makes_the_opening_void(sealed_tender, ceremony, bids, at):
    at["now"] = s.DEADLINE
    ceremony.to_the_keys(*QUORUM)
    ceremony.reveal()
    envelope = bids[0][0][0].envelopes.get()
    envelope.files.all().delete()
    envelope.delete()
    opening = ceremony.finish()
    sealed_tender.refresh_from_db()
    assert (opening.status, sealed_tender.status) == ("VOID", "CLOSED")
    assert Entry.objects.filter(event="procurement.opening.voided").count() == 1


def test_a_plan_of_which_a_trustee_was_replaced_opens_each_envelope_by_its_own(
    sealed_tender, keyholders, seal_plan, bids, at
):
    """Two seats were lost before the deadline: the second plan takes new envelopes, the first ones keep theirs."""
    for number in (0, 1):
        user, _identity, trustee = keyholders["committee", number]
        services.revoke_trustee(trustee_id=trustee.pk, reason="Hilang", actor=user, now=at["now"])
    fresh = {
        ("committee", 0): replacement(0), ("committee", 1): replacement(1), COMMITTEE[2]: keyholders[COMMITTEE[2]],
        INSPECTOR: keyholders[INSPECTOR],
    }  # fmt: skip
    second = c.publish(sealed_tender, fresh, now=at["now"])
    (bid, old), (_other, stays) = bids
    again = s.sealed(second, price=c.priced(500))
    header = dataclasses.replace(again.header, supersedes=old.header.header_hash)
    c.upload(bid, c.commit(bid, header).envelope, again)
    at["now"] = s.DEADLINE
    ceremony = c.Ceremony(sealed_tender, fresh)
    at["now"] = ceremony.to_the_keys().fallback_until
    ceremony.reveal()
    assert c.reason_of(stays) == ("UNOPENABLE", "trustee_keys_lost")
    assert Participant.objects.get(pk=bid[0].pk).price_amount == 5
    assert c.equal(ceremony.finish())


def replacement(number):
    from pyrage import x25519

    user = people.person(f"baru{number}@contoh.id", f"Baru {number}", roles=["pokja"])
    key, at = x25519.Identity.generate(), s.DEADLINE - dt.timedelta(days=2)
    times = dict.fromkeys(("registered_at", "proven_at", "rehearsed_at"), at)
    return user, str(key), Trustee.objects.create(user=user, role="committee", recipient=str(key.to_public()), **times)


def test_of_a_run_that_is_called_off_amid_its_opening_nothing_stays(
    sealed_tender, ceremony, bids, at, django_capture_on_commit_callbacks
):
    at["now"] = s.DEADLINE
    opening = ceremony.to_the_keys(*QUORUM)
    type(sealed_tender).objects.update(status="CANCELLED")
    with django_capture_on_commit_callbacks(execute=True):
        assert services.destroy_due_ciphertexts(actor=c.SYSTEM, now=s.DEADLINE) == len(bids)
    assert not HandedSecret.objects.exists()
    assert not opening_memory._path(opening.pk).exists()
    assert not any(path.suffix == ".part" for root in ciphertexts.roots() for path in root.rglob("*"))

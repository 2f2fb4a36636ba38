"""Envelopes before the deadline: plan in the log, commitment with receipt, nothing readable kept."""

import base64
import dataclasses
import datetime as dt
import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.accounts.tests import factories as people
from pendopo.audit import merkle, notes
from pendopo.audit import queries as log
from pendopo.audit.models import Entry, Leaf
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import sealing, services
from pendopo.procurement.models import BidEnvelope, ShareCiphertext, Tender
from pendopo.procurement.services import EnvelopeRefused
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

MS = dt.timedelta(milliseconds=1)


@pytest.fixture
def tender(db, opd):
    return c.tender_of(opd)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """The database's clock, which tests set: a day before the deadline."""
    held = {"now": s.DEADLINE - dt.timedelta(days=1)}
    monkeypatch.setattr(clock, "locked_now", lambda: held["now"])
    return held


@pytest.fixture
def held(db):
    """Three committee trustees (two are needed) and one inspector."""
    return c.trustees()


@pytest.fixture
def plan(tender, held):
    return c.publish(tender, held)


@pytest.fixture
def bid(tender):
    """A participant, the account that bids for it."""
    return c.bidder(tender)


commit = c.commit


def verified(receipt):
    """The entry of a receipt, checked with nothing but itself and the key of the log."""
    head, _, note = receipt["proof"].partition("\n\n")
    _kind, index, *path = head.splitlines()
    tree = notes.open_note(note, notes.own_verifier_key())
    entry = receipt["entry"].encode()
    commitment = hashlib.sha256(bytes.fromhex(receipt["salt"]) + entry).hexdigest()
    data = sealing.canonical({"v": 1, "c": commitment})
    place = int(index.removeprefix("index "))
    steps = [base64.b64decode(step) for step in path]
    assert merkle.verify_inclusion(merkle.leaf_hash(data), place, tree.size, steps, tree.root)
    return json.loads(entry)


def test_a_commitment_answers_with_a_receipt_that_proves_itself(bid, plan):
    header = s.sealed(plan).header
    made = commit(bid, header)
    entry = verified(made.receipt)
    assert entry["data"]["header_hash"] == header.header_hash
    assert entry["event"] == "procurement.envelope.committed"
    leaf = bytes(Leaf.objects.get(entry=made.envelope.entry).entry.leaf_data)
    assert header.header_hash.encode() not in leaf
    assert list(log.problems()) == []


@pytest.mark.parametrize(("before", "accepted"), [(MS, True), (MS * 0, False), (-MS, False)])
def test_the_deadline_to_the_millisecond(bid, plan, at, before, accepted):
    at["now"] = s.DEADLINE - before
    header = s.sealed(plan).header
    if accepted:
        assert commit(bid, header).envelope.committed_at == at["now"]
        return
    with pytest.raises(EnvelopeRefused, match="late"):
        commit(bid, header)
    assert not Entry.objects.filter(event="procurement.envelope.committed").exists()


@pytest.mark.parametrize("status", ["ANNOUNCED", "CLOSED", "CANCELLED"])
def test_only_an_open_run_takes_envelopes(bid, plan, status):
    Tender.objects.update(status=status)
    with pytest.raises(EnvelopeRefused, match="closed"):
        commit(bid, s.sealed(plan).header)


def test_only_the_bidder_of_the_participant_commits(bid, plan, opd):
    other = people.person("lain@contoh.id", "Orang Lain", roles=["ukpbj", "pokja"], unit=opd)
    for actor in (other, ANONYMOUS, SYSTEM):
        with pytest.raises(PermissionDenied):
            commit((bid[0], actor), s.sealed(plan).header)


def test_a_later_envelope_names_the_one_it_replaces(bid, plan):
    first = s.sealed(plan).header
    commit(bid, first)
    second = s.sealed(plan).header
    with pytest.raises(EnvelopeRefused, match="supersedes"):
        commit(bid, second)
    named = dataclasses.replace(second, supersedes=first.header_hash)
    made = commit(bid, named).envelope
    old = BidEnvelope.objects.get(header_hash=first.header_hash)
    assert (old.status, old.superseded_by, made.status) == ("SUPERSEDED", made, "COMMITTED")


def test_the_same_header_again_is_given_its_receipt_also_after_the_deadline(bid, plan, at):
    """The first answer may have been lost: whoever asks again must not be told to be late."""
    header = s.sealed(plan).header
    first = commit(bid, header)
    at["now"] = s.DEADLINE + MS
    again = commit(bid, header)
    assert (first.new, again.new, again.envelope) == (True, False, first.envelope)
    assert verified(again.receipt) == verified(first.receipt)
    assert Entry.objects.filter(event="procurement.envelope.committed").count() == 1


def test_the_header_of_another_is_refused(tender, bid, plan):
    header = s.sealed(plan).header
    commit(bid, header)
    with pytest.raises(EnvelopeRefused, match="twice"):
        commit(c.bidder(tender, 1), header)


def test_nothing_is_sealed_to_a_plan_that_a_trustee_has_not_confirmed(tender, bid, held):
    plan = c.publish(tender, held, confirmed=False)
    with pytest.raises(EnvelopeRefused, match="unconfirmed"):
        commit(bid, s.sealed(plan).header)


def test_the_leaf_of_a_commitment_names_the_supplier_and_no_person(bid, plan):
    entry = verified(commit(bid, s.sealed(plan).header).receipt)
    assert entry["actor_label"] == "CV Penawar 0"
    assert "Budi" not in json.dumps(entry)


def test_withdrawal_before_the_deadline_only_and_once(bid, plan, at):
    envelope = commit(bid, s.sealed(plan).header).envelope
    at["now"] = s.DEADLINE
    with pytest.raises(EnvelopeRefused, match="late"):
        services.withdraw_envelope(envelope_id=envelope.pk, actor=bid[1])
    at["now"] = s.DEADLINE - MS
    made = services.withdraw_envelope(envelope_id=envelope.pk, actor=bid[1])
    assert verified(made.receipt)["event"] == "procurement.envelope.withdrawn"
    with pytest.raises(MoveRefused):
        services.withdraw_envelope(envelope_id=envelope.pk, actor=bid[1])


def test_only_the_committed_shares_are_kept_and_once(bid, plan):
    sealed = s.sealed(plan)
    envelope = commit(bid, sealed.header).envelope
    place, other = ("committee", 0), ("committee", 1)
    for wrong in ((place, sealed.shares[other]), (("committee", 9), sealed.shares[place]), (place, b"")):
        with pytest.raises(EnvelopeRefused, match="share"):
            services.put_share(envelope_id=envelope.pk, place=wrong[0], ciphertext=wrong[1], actor=bid[1])
    for _time in range(2):
        services.put_share(envelope_id=envelope.pk, place=place, ciphertext=sealed.shares[place], actor=bid[1])
    assert bytes(ShareCiphertext.objects.get().ciphertext) == sealed.shares[place]


def test_the_tables_reveal_nothing_and_less_than_a_quorum_does_not_open(tender, bid, held, plan):
    made, keys = plan, {place: row[1] for place, row in held.items()}
    sealed = s.sealed(made)
    envelope = commit(bid, sealed.header).envelope
    for place, data in sealed.shares.items():
        services.put_share(envelope_id=envelope.pk, place=place, ciphertext=data, actor=bid[1])
    dump = dumped()
    # What is kept is found in the dump in these forms: the search below could find more.
    assert sealed.header.header_hash.encode() in dump
    assert sealed.shares["committee", 0].hex().encode() in dump
    for secret in (b"AGE-SECRET-KEY-", str(s.PRICE["total_sen"]).encode(), b"penawaran.pdf", s.FILES[0].content[:30]):
        for form in (secret, secret.lower(), secret.hex().encode(), base64.b64encode(secret)[:-3]):
            assert form not in dump
    shares = {(row.group, row.member): bytes(row.ciphertext) for row in ShareCiphertext.objects.all()}
    header = sealing.read_header(BidEnvelope.objects.get().header)
    seats = [("inspectorate", 0), ("committee", 2), ("committee", 0)]
    released = {place: sealing.open_share(shares[place], keys[place], place, header, made) for place in seats}
    with pytest.raises(sealing.SealRefused, match="no quorum"):
        sealing.recover(header, made, dict(list(released.items())[:2]))
    assert sealing.recover(header, made, released) == sealed.identity


def dumped():
    """Every row of every table as text."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts).encode()

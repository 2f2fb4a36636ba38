"""The audit of sealed bids, by the stand-alone verifier alone: what was dropped, changed or slipped in is named."""

import base64
import dataclasses
import datetime as dt
import io
import json
import zipfile

import pytest

from pendopo.audit import merkle, notes
from pendopo.audit import services as audit
from pendopo.audit.verifier import pendopo_verify as verifier
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.procurement import queries, sealing, services
from pendopo.procurement.replanning import follow_deadline
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

PLACES = [("committee", 0), ("committee", 2), ("inspectorate", 0)]


@pytest.fixture
def receipts(bids):
    """The receipts that the two bidders kept."""
    return [services.commit_envelope(participant_id=bid[0].pk, message=one.header.message(), actor=bid[1]).receipt
            for bid, one in bids]  # fmt: skip


@pytest.fixture
def facts(sealed_tender, ceremony, bids, receipts, at):
    """The bundle of an opening with two opened envelopes and a withdrawn one: (plain data, leaf hashes)."""
    third = c.bidder(sealed_tender, 2)
    sealed = s.sealed(bids_plan(ceremony))
    services.withdraw_envelope(envelope_id=c.commit(third, sealed.header).envelope.pk, actor=third[1])
    at["now"] = s.DEADLINE
    ceremony.whole(*PLACES)
    audit.seal()
    with zipfile.ZipFile(io.BytesIO(queries.audit_bundle(ANONYMOUS, sealed_tender))) as archive:
        found, raw = json.loads(archive.read("bundle.json")), archive.read("leaves.bin")
    return found, [raw[start : start + 32] for start in range(0, len(raw), 32)]


def bids_plan(ceremony):
    from pendopo.procurement import sealing
    from pendopo.procurement.models import SealPlan

    return sealing.read_plan(SealPlan.objects.get().message)


def problems(facts, tmp_path, receipts=()):
    """What the verifier says of a bundle with these parts, and with receipts."""
    plain, leaves = facts
    file, kept = tmp_path / "audit.zip", []
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bundle.json", json.dumps(plain))
        archive.writestr("leaves.bin", b"".join(leaves))
    for number, receipt in enumerate(receipts):
        kept.append(tmp_path / f"receipt{number}.json")
        kept[-1].write_text(json.dumps(receipt))
    return verifier.check_bundle(file, notes.own_verifier_key(), kept)


def without(facts, doomed):
    """The bundle of an operator who takes these entries out of the log and signs it again."""
    plain, leaves = facts
    gone = {row["index"] for row in plain["entries"] if doomed(json.loads(row["entry"]))}
    assert gone
    rest = [leaf for index, leaf in enumerate(leaves) if index not in gone]
    entries = [
        {**row, "index": row["index"] - sum(one < row["index"] for one in gone)}
        for row in plain["entries"]
        if row["index"] not in gone
    ]
    return {**plain, "entries": entries, "checkpoints": [signed(rest)]}, rest


def signed(leaves):
    tree = notes.Tree(notes.origin(), len(leaves), merkle.root(merkle.nodes_of(leaves), len(leaves)))
    return notes.sign(tree, notes.signing_key())


def of(header_hash):
    return lambda said: said["data"].get("header_hash") == header_hash


def test_a_right_bundle_passes_with_every_receipt(facts, receipts, tmp_path):
    assert problems(facts, tmp_path, receipts) == []
    assert facts[0]["revealed"] == ["single"]
    assert len(facts[0]["headers"]) == 3


def test_the_command_says_so_in_its_exit_code(facts, receipts, tmp_path, capsys):
    assert problems(facts, tmp_path, receipts) == []
    own = [str(tmp_path / "audit.zip"), "--key", notes.own_verifier_key(), "--receipt", str(tmp_path / "receipt0.json")]
    assert verifier.main(own) == 0
    assert "1 receipts fit" in capsys.readouterr().out
    plain, leaves = facts
    assert problems(({**plain, "headers": plain["headers"][1:]}, leaves), tmp_path) != []
    assert verifier.main(own) == 1
    (tmp_path / "audit.zip").write_bytes(b"PK\x03\x04 broken")
    assert verifier.main(own) in (1, 2)


def test_a_bid_whose_row_is_deleted_is_named(facts, tmp_path):
    plain, leaves = facts
    gone = plain["headers"][0]
    found = problems(({**plain, "headers": plain["headers"][1:]}, leaves), tmp_path)
    assert found == [f"the commitment {verifier.digest(gone)} has no header: a bid was removed"]


def test_an_outcome_that_is_dropped_is_named_also_when_the_log_is_signed_again(facts, bids, tmp_path):
    gone = bids[0][1].header.header_hash
    forged = without(facts, lambda said: of(gone)(said) and said["event"].endswith("envelope.opened"))
    assert f"the commitment {gone} has 0 outcomes" in problems(forged, tmp_path)


def test_a_bid_dropped_with_every_trace_is_shown_by_the_receipts_alone(facts, bids, receipts, tmp_path):
    """The closing is written anew too: the audit passes, but the receipts of that bid and of later ones do not."""
    gone = bids[0][1].header.header_hash
    plain, leaves = without(facts, of(gone))
    plain["headers"] = [header for header in plain["headers"] if verifier.digest(header) != gone]
    plain, leaves = rewrite_counts(plain, leaves, gone)
    assert problems((plain, leaves), tmp_path) == []
    found = problems((plain, leaves), tmp_path, receipts)
    assert any("receipt0.json: the log was rewritten" in problem for problem in found)
    assert any("receipt0.json: its commitment" in problem for problem in found)
    assert any("receipt1.json: the log was rewritten" in problem for problem in found)


def rewrite_counts(plain, leaves, gone):
    """As a careful forger would: closing, shares and minutes speak of one bid less."""
    import hashlib

    kept = [json.loads(row["entry"])["data"] for row in plain["entries"] if "envelope.committed" in row["entry"]]
    left = sorted(data["header_hash"] for data in kept)
    for row in plain["entries"]:
        said = json.loads(row["entry"])
        data = said["data"]
        if said["event"].endswith("bidding.closed"):
            data["committed"] = len(left)
            data["commitments_sha256"] = hashlib.sha256("\n".join(left).encode()).hexdigest()
        elif said["event"].endswith("share.released"):
            data["header_hashes"] = [one for one in data["header_hashes"] if one != gone]
        elif said["event"].endswith("opening.finished"):
            data["counts"] = {**data["counts"], "committed": len(left), "opened": 1}
        else:
            continue
        row["entry"] = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        leaves[row["index"]] = merkle.leaf_hash(row["entry"].encode())
    plain["checkpoints"] = [signed(leaves)]
    return plain, leaves


def test_a_commitment_after_the_closing_is_named(facts, bids, tmp_path):
    """An operator slips a bid in after the closing, with a header, an outcome and a freshly signed log."""
    plain, leaves = facts
    late = s.sealed(dataclasses.replace(s.plan_of()[0])).header
    plain["headers"].append({**late.message(), "plan_hash": plain["headers"][0]["plan_hash"]})
    header_hash = verifier.digest(plain["headers"][-1])
    for event, data in (
        ("committed", {"envelope": "single", "header_hash": header_hash}),
        ("opened", {"stage": "single", "header_hash": header_hash, "result": "opened", "price_total_sen": 1}),
    ):
        said = {"event": f"procurement.envelope.{event}", "data": data}
        row = {"index": len(leaves), "entry": json.dumps(said), "salt": None}
        plain["entries"].append(row)
        leaves.append(merkle.leaf_hash(row["entry"].encode()))
    plain["checkpoints"] = [signed(leaves)]
    found = problems((plain, leaves), tmp_path)
    assert f"envelope.committed of {header_hash[:16]} after the closing" in found
    assert "the closing counts 3 commitments, the log shows 4" in found


def test_changed_entries_leaves_checkpoints_and_plans_are_refused(facts, tmp_path):
    plain, leaves = facts
    place = next(number for number, row in enumerate(plain["entries"]) if "price_total_sen" in row["entry"])
    entries = [dict(row) for row in plain["entries"]]
    entries[place]["entry"] = entries[place]["entry"].replace("89500000000", "89500000001")
    assert problems(({**plain, "entries": entries}, leaves), tmp_path) == [
        f"entry {entries[place]['index']} is not the leaf of the log"
    ]
    flipped = [*leaves[:3], bytes(32), *leaves[4:]]
    assert any("signed checkpoint" in problem for problem in problems((plain, flipped), tmp_path))
    other = {**plain["plans"][0], "grace_minutes": 5}
    assert any("only one of log and bundle" in one for one in problems(({**plain, "plans": [other]}, leaves), tmp_path))
    note = plain["checkpoints"][-1]
    for altered in (note.replace("— ", "- "), note[:-1], note.replace("\n\n", "\n"), flip_signature(note)):
        with pytest.raises((verifier.Refused, ValueError)):
            problems(({**plain, "checkpoints": [altered]}, leaves), tmp_path)


def flip_signature(note):
    text, _space, mark = note.rstrip("\n").rpartition(" ")
    raw = bytearray(base64.b64decode(mark))
    raw[40] ^= 1
    return f"{text} {base64.b64encode(bytes(raw)).decode()}\n"


def test_shares_that_left_too_early_are_named(facts, tmp_path):
    plain, leaves = facts
    closing = next(row for row in plain["entries"] if "bidding.closed" in row["entry"])
    release = next(row for row in plain["entries"] if "share.released" in row["entry"])
    swapped = [dict(row) for row in plain["entries"]]
    for row in swapped:
        if row["index"] in (closing["index"], release["index"]):
            other = release if row["index"] == closing["index"] else closing
            row["entry"], row["salt"] = other["entry"], other["salt"]
            leaves[row["index"]] = merkle.leaf_hash(row["entry"].encode())
    plain = {**plain, "entries": swapped, "checkpoints": [signed(leaves)]}
    assert any("handed out before the closing" in problem for problem in problems((plain, leaves), tmp_path))


def test_every_altered_byte_of_a_receipt_is_refused(bids, receipts, tmp_path):
    """Each byte of a receipt's file is flipped, and it is cut and made longer: nothing of it is accepted."""
    text = json.dumps(receipts[0]).encode()
    file, accepted = tmp_path / "receipt.json", []
    proof, data = receipts[0]["proof"], verifier.leaf_data(receipts[0]["entry"], receipts[0]["salt"])
    assert verifier.check(proof, data, notes.own_verifier_key())[1] > 0
    for place in range(0, len(text)):
        file.write_bytes(text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :])
        try:
            proof, data = verifier.read(file, None)
            verifier.check(proof, data, notes.own_verifier_key())
            accepted.append(place)
        except (verifier.Refused, ValueError, KeyError, TypeError, AttributeError):
            continue
    # Only what the check does not read: the names of the kind and of the version.
    meaning = text.index(b'"entry"')
    assert [place for place in accepted if place >= meaning] == []


def test_before_the_showing_the_audit_tells_numbers_alone(client, sealed_tender, ceremony, bids, at):
    at["now"] = s.DEADLINE
    ceremony.to_the_keys(*PLACES)
    found = client.get("/api/v1/procurement/tenders/T-1/audit").json()
    assert (found["closing"]["committed"], found["commitments"], found["revealed"]) == (2, [], [])
    with zipfile.ZipFile(io.BytesIO(client.get("/api/v1/procurement/tenders/T-1/audit.zip").content)) as archive:
        plain = json.loads(archive.read("bundle.json"))
    assert plain["headers"] == []
    assert all(row["salt"] is None for row in plain["entries"])
    ceremony.reveal()
    shown = client.get("/api/v1/procurement/tenders/T-1/audit").json()["commitments"]
    assert sorted((row["supplier"], row["price_total_sen"], row["result"]) for row in shown) == [
        ("CV Penawar 0", 89_500_000_000, "opened"), ("CV Penawar 1", 91_000_000_050, "opened"),
    ]  # fmt: skip


def test_a_deadline_that_moved_gives_the_plan_a_version_and_both_kinds_of_envelopes_open(  # noqa: PLR0917
    sealed_tender, seal_plan, keyholders, at, bids, tmp_path
):
    later = s.DEADLINE + dt.timedelta(days=2)
    type(sealed_tender).objects.update(deadline_at=later)
    sealed_tender.refresh_from_db()
    made = follow_deadline(sealed_tender, s.DEADLINE, SYSTEM, at["now"])
    plan = sealing.read_plan(made.message)
    assert (plan.plan_version, plan.previous_plan_hash, plan.deadline) == (2, seal_plan.plan_hash, later)
    assert (plan.opening_at - seal_plan.opening_at, plan.groups) == (dt.timedelta(days=2), seal_plan.groups)
    assert made.seats.filter(confirmed_at__isnull=False).count() == len(keyholders)
    at["now"] = s.DEADLINE + dt.timedelta(hours=1)
    third = c.bidder(sealed_tender, 2)
    c.hand_in(third, plan, price=c.priced(90_000_000_000))
    with pytest.raises(services.EnvelopeRefused):
        c.Ceremony(sealed_tender, keyholders).close()
    at["now"] = later
    c.Ceremony(sealed_tender, keyholders).whole(*PLACES)
    prices = sealed_tender.participants.order_by("pk").values_list("price_amount", flat=True)
    assert [int(one) for one in prices] == [895_000_000, 910_000_000, 900_000_000]
    audit.seal()
    with zipfile.ZipFile(io.BytesIO(queries.audit_bundle(ANONYMOUS, sealed_tender))) as archive:
        found, raw = json.loads(archive.read("bundle.json")), archive.read("leaves.bin")
    assert problems((found, [raw[n : n + 32] for n in range(0, len(raw), 32)]), tmp_path) == []

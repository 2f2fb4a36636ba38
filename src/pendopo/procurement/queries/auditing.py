"""The audit of sealed bids: from the log alone what the log says, from the tables only the headers and plans.

So a row that was removed, or one that was slipped in, does not fit the log.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from pendopo.audit import canonical, notes
from pendopo.audit import queries as log
from pendopo.audit.models import Checkpoint, Entry, Leaf
from pendopo.kernel.access import Actor
from pendopo.procurement.events_sealing import SEALING
from pendopo.procurement.models import BidEnvelope, Opening, Tender
from pendopo.procurement.queries.openings import SHOWN

EVENTS = (*SEALING, "procurement.technical_result.announced")
PRIVATE = ("procurement.bidder.named", "procurement.group_rehearsal.begun")
README = """Sealed bids of one selection, for whoever wants to check them without trusting us.

pendopo_verify.py (served at /log/pendopo_verify.py) needs Python 3.11 and the package cryptography:

    python pendopo_verify.py audit.zip --key 'KEY' --receipt receipt.json

KEY is the verifier key of the log; take it from a place that you trust, not from this file. A receipt that a bidder
kept shows what nothing else can: that a bid was taken out of the log together with all its traces.

bundle.json   plans, headers, and every entry of this selection in the log, with its salt
leaves.bin    the hash of every leaf of the log up to the last checkpoint, 32 bytes each
"""


def entries_of(tender: Tender, size: int) -> list[Leaf]:
    """The leaves of the run in the signed tree of that size; those of bids only once they are disclosed."""
    rows = Leaf.objects.select_related("entry").filter(
        entry__unit=str(tender.unit), entry__event__in=[name for name in EVENTS if name not in PRIVATE],
        entry__subject_table="procurement.tender", entry__subject_pk=str(tender.pk), index__lt=size,
    )  # fmt: skip
    shown = is_disclosed(tender)
    return [leaf for leaf in rows.order_by("index") if shown or leaf.entry.salt is None]


def is_disclosed(tender: Tender) -> bool:
    """Whether the leaves of bids are disclosed: from the first showing on."""
    return tender.openings.filter(status__in=SHOWN).exists()


def audit_facts(actor: Actor, tender: Tender) -> dict[str, Any]:
    """What a bundle says, as plain data. A constant number of queries."""
    last = log.latest_checkpoint()
    size = last.size if last else 0
    openings = list(tender.openings.order_by("pk"))
    shown = any(opening.status in SHOWN for opening in openings)
    envelopes = BidEnvelope.objects.filter(plan__tender=tender).order_by("pk")
    return {
        "type": "pendopo-bid-audit",
        "v": 1,
        "tender": tender.code,
        "title": tender.title,
        "log": {"origin": notes.origin(), "vkey": notes.own_verifier_key(), "size": size},
        "plans": list(tender.seal_plans.order_by("version").values_list("message", flat=True)),
        "revealed": [opening.stage for opening in openings if opening.status in SHOWN],
        "openings": [_opening(opening) for opening in openings],
        "headers": list(envelopes.values_list("header", flat=True)) if shown else [],
        "entries": [_entry(leaf) for leaf in entries_of(tender, size)],
        "checkpoints": _checkpoints(openings, last),
    }


def _opening(opening: Opening) -> dict[str, Any]:
    names = ("stage", "status", "counts", "log_before", "log_after")
    return {name: getattr(opening, name) for name in names}


def _entry(leaf: Leaf) -> dict[str, Any]:
    entry: Entry = leaf.entry
    sealed = entry.salt is not None
    text = canonical.whole_entry(entry) if sealed else bytes(entry.leaf_data)
    salt = bytes(entry.salt).hex() if entry.salt is not None else None
    return {"index": leaf.index, "entry": text.decode(), "salt": salt}


def _checkpoints(openings: list[Opening], last: Checkpoint | None) -> list[str]:
    sizes = {head["size"] for opening in openings for head in (opening.log_before, opening.log_after) if head}
    found = Checkpoint.objects.filter(size__in=sizes | ({last.size} if last else set())).order_by("size")
    return list(found.values_list("note", flat=True))


def audit_bundle(actor: Actor, tender: Tender) -> bytes:
    """The bundle as a ZIP file: `pendopo verify FILE.zip --key KEY` checks it."""
    facts = audit_facts(actor, tender)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("bundle.json", json.dumps(facts, ensure_ascii=False, indent=1))
        with archive.open("leaves.bin", "w") as file:
            for part in _leaves(facts["log"]["size"]):
                file.write(part)
    return made.getvalue()


def _leaves(size: int) -> Iterator[bytes]:
    found = Leaf.objects.filter(index__lt=size).order_by("index").values_list("leaf_hash", flat=True)
    return (bytes(one) for one in found.iterator(10_000))


def audit_summary(actor: Actor, tender: Tender) -> dict[str, Any]:
    """The audit for people: each commitment with its outcome (once shown), the numbers, the heads of the log."""
    facts = audit_facts(actor, tender)
    said = [(row["index"], json.loads(row["entry"])) for row in facts["entries"]]
    outcomes = {one["data"]["header_hash"]: (index, one["data"]) for index, one in said if _is(one, "envelope.opened")}
    back = {
        one["data"]["header_hash"]: (index, {"result": one["event"].rsplit(".", 1)[1]})
        for index, one in said
        if _is(one, "envelope.withdrawn") or _is(one, "envelope.superseded")
    }
    rows = [
        _row(index, one, outcomes.get(one["data"]["header_hash"]) or back.get(one["data"]["header_hash"]))
        for index, one in said
        if _is(one, "envelope.committed")
    ]
    closings = [{"index": index, "at": one["at"], **one["data"]} for index, one in said if _is(one, "bidding.closed")]
    names = ("tender", "title", "log", "openings", "revealed")
    return {**{name: facts[name] for name in names}, "commitments": rows, "closing": closings[0] if closings else None}


def _is(said: dict[str, Any], event: str) -> bool:
    return bool(said["event"] == f"procurement.{event}")


def _row(index: int, said: dict[str, Any], outcome: tuple[int, dict[str, Any]] | None) -> dict[str, Any]:
    place, found = outcome if outcome else (None, {})
    return {
        "header_hash": said["data"]["header_hash"],
        "envelope": said["data"]["envelope"],
        "index": index,
        "at": said["at"],
        "outcome_index": place,
        "result": found.get("result"),
        "reason": found.get("reason", ""),
        "supplier": found.get("supplier"),
        "price_total_sen": found.get("price_total_sen"),
        "payload_sha256": found.get("payload_sha256", ""),
    }

"""Check a receipt of the log of acts, offline: `python pendopo_verify.py RECEIPT --key VERIFIER_KEY`.

A receipt is JSON `{type, v, entry, salt, proof}`; or give a `.tlog-proof` and its entry by `--entry FILE`.
Check all sealed bids of a selection: `python pendopo_verify.py audit.zip --key VERIFIER_KEY [--receipt FILE ...]`, with
the receipts that bidders kept: only they show that a whole bid was taken out of the log together with its traces.
Needs Python 3.11 and the package `cryptography`, nothing else. Ends with code 0 when all is right, 1 when something
was changed, 2 when a file cannot be read. Formats: RFC 6962, C2SP signed-note, tlog-checkpoint, tlog-proof.
"""

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from collections import Counter
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Refused(Exception):
    """Something does not fit; the text says what."""


def decoded(text: str) -> bytes:
    """Base64 in its one canonical form. Raises ValueError."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 is not canonical")
    return raw


def key_of(verifier: str) -> tuple[str, bytes, bytes]:
    """Name, key id and public key of `name+id+key`."""
    try:
        name, number, encoded = verifier.strip().split("+", 2)
        raw = decoded(encoded)
    except ValueError:
        raise Refused("the verifier key is not well formed") from None
    identity = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or raw[:1] != b"\x01" or identity.hex() != number:
        raise Refused("the verifier key does not fit its own number")
    return name, identity, raw[1:]


def signed_tree(note: str, verifier: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint whose signature is right."""
    name, identity, public = key_of(verifier)
    text, _blank, signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3 or lines[0] != name or not lines[1].isdecimal():
        raise Refused("the checkpoint is not of this log")
    if not signatures.endswith("\n") or not all(line.startswith("— ") for line in signatures[:-1].split("\n")):
        raise Refused("the signatures of the checkpoint are not well formed")
    for line in signatures[:-1].split("\n"):
        parts = line.split(" ")
        mark = decoded(parts[-1])
        if len(parts) == 3 and parts[:2] == ["—", name] and mark[:4] == identity:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(mark[4:], f"{text}\n".encode())
            except InvalidSignature:
                raise Refused("the signature of the checkpoint is wrong") from None
            return int(lines[1]), decoded(lines[2])
    raise Refused("the checkpoint is not signed by this key")


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that an inclusion path leads to (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Refused("the entry lies outside the tree")
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Refused("the proof is too long")
        if place & 1 or place == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("the proof is too short")
    return found


def leaf_data(entry: str, salt: str | None) -> bytes:
    """The bytes that were hashed: the entry itself, or with a salt the commitment to it."""
    if salt is None:
        return entry.encode()
    committed = hashlib.sha256(bytes.fromhex(salt) + entry.encode()).hexdigest()
    return json.dumps({"c": committed, "v": 1}, separators=(",", ":")).encode()


def check(proof: str, data: bytes, verifier: str) -> tuple[int, int]:
    """Index of the entry and size of the signed tree. Raises Refused."""
    head, _blank, note = proof.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or len(lines) < 2 or not lines[1].startswith("index "):
        raise Refused("the proof is not a tlog-proof")
    index = int(lines[1].removeprefix("index "))
    size, root = signed_tree(note, verifier)
    path = [decoded(line) for line in lines[2:]]
    if root_of(hashlib.sha256(b"\x00" + data).digest(), index, size, path) != root:
        raise Refused("the entry is not in the signed tree: entry or proof was changed")
    return index, size


def read(file: Path, entry: Path | None) -> tuple[str, bytes]:
    """Proof and leaf data of a receipt, or of a proof and an entry beside it."""
    text = file.read_text(encoding="utf-8")
    if entry is not None:
        return text, entry.read_bytes()
    if not text.lstrip().startswith("{"):
        raise Refused("a .tlog-proof needs its entry: --entry FILE")
    receipt = json.loads(text)
    return receipt["proof"], leaf_data(receipt["entry"], receipt["salt"])


def tree_root(hashes: list[bytes]) -> bytes:
    """The root over these leaf hashes (RFC 6962, 2.1)."""
    level = list(hashes)
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
    return level[0] if level else hashlib.sha256(b"").digest()


def digest(message: dict) -> str:
    """The hash of a message of sealed bids: canonical JSON, SHA-256 in hex."""
    text = json.dumps(message, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Bundle:
    """The audit bundle of a selection: the hash of every leaf, the selection's own leaves in clear, the headers."""

    def __init__(self, file: Path, verifier: str) -> None:
        with zipfile.ZipFile(file) as archive:
            facts = json.loads(archive.read("bundle.json"))
            raw = archive.read("leaves.bin")
        self.leaves = [raw[start : start + 32] for start in range(0, len(raw), 32)]
        self.verifier = verifier
        self.problems: list[str] = []
        self.entries = [(row["index"], row, json.loads(row["entry"])) for row in facts["entries"]]
        self.plans, self.headers, self.notes = facts["plans"], facts["headers"], facts["checkpoints"]
        self.revealed = facts["revealed"]

    def say(self, problem: str) -> None:
        """Note a problem."""
        self.problems.append(problem)

    def of(self, event: str) -> list[tuple[int, dict]]:
        """(index, data) of the leaves of one event, in the order of the log."""
        return [(index, said["data"]) for index, _row, said in self.entries if said["event"] == f"procurement.{event}"]

    def hashes(self, event: str, name: str = "header_hash") -> dict[str, int]:
        """Commitment -> index of the leaf of that event."""
        return {data[name]: index for index, data in self.of(event)}


def check_log(bundle: Bundle) -> None:
    """Every checkpoint is signed and has the root of the leaves before it; every entry is its leaf."""
    largest = 0
    for note in bundle.notes:
        size, root = signed_tree(note, bundle.verifier)
        largest = max(largest, size)
        if size > len(bundle.leaves) or tree_root(bundle.leaves[:size]) != root:
            bundle.say(f"the leaves are not those of the signed checkpoint of {size}")
    if largest != len(bundle.leaves):
        bundle.say(f"{len(bundle.leaves)} leaves, but the last checkpoint signs {largest}")
    for index, row, _said in bundle.entries:
        found = hashlib.sha256(b"\x00" + leaf_data(row["entry"], row["salt"])).digest()
        if index >= len(bundle.leaves) or bundle.leaves[index] != found:
            bundle.say(f"entry {index} is not the leaf of the log")


def check_plans(bundle: Bundle) -> None:
    """Every plan is the one whose hash stands in the log."""
    published = bundle.hashes("seal_plan.published", "plan_hash")
    known = {digest(plan) for plan in bundle.plans}
    for plan_hash in published.keys() ^ known:
        bundle.say(f"the plan {plan_hash[:16]} stands in only one of log and bundle")
    for header in bundle.headers:
        if header["plan_hash"] not in published:
            bundle.say(f"the header {digest(header)[:16]} is of a plan that is not in the log")


def check_closing(bundle: Bundle) -> int:
    """The closing counts every commitment, and nothing was handed in or taken back after it; gives its index."""
    closings, committed = bundle.of("bidding.closed"), bundle.hashes("envelope.committed")
    if len(closings) != 1:
        bundle.say(f"{len(closings)} closings of the bidding")
        return -1
    place, said = closings[0]
    if said["committed"] != len(committed):
        bundle.say(f"the closing counts {said['committed']} commitments, the log shows {len(committed)}")
    if said["commitments_sha256"] != hashlib.sha256("\n".join(sorted(committed)).encode()).hexdigest():
        bundle.say("the closing is of other commitments than the log shows")
    for event in ("envelope.committed", "envelope.stored", "envelope.withdrawn", "envelope.superseded"):
        for header_hash, index in bundle.hashes(event).items():
            if index > place:
                bundle.say(f"{event} of {header_hash[:16]} after the closing")
    return place


def check_commitments(bundle: Bundle) -> None:
    """Each commitment has its header, and each header its commitment."""
    committed, known = bundle.hashes("envelope.committed"), {digest(header) for header in bundle.headers}
    for header_hash in sorted(committed.keys() - known):
        bundle.say(f"the commitment {header_hash} has no header: a bid was removed")
    for header_hash in sorted(known - committed.keys()):
        bundle.say(f"the header {header_hash} was never committed in the log")


def check_outcomes(bundle: Bundle) -> None:
    """Each commitment of a stage that was shown has exactly one outcome, and the numbers of the minutes agree."""
    stages = {data["header_hash"]: data["envelope"] for _index, data in bundle.of("envelope.committed")}
    opened = [data for _index, data in bundle.of("envelope.opened")]
    found = Counter(data["header_hash"] for data in opened)
    found.update(bundle.hashes("envelope.withdrawn").keys())
    found.update(bundle.hashes("envelope.superseded").keys())
    for header_hash, stage in sorted(stages.items()):
        if stage in bundle.revealed and found[header_hash] != 1:
            bundle.say(f"the commitment {header_hash} has {found[header_hash]} outcomes")
    for header_hash in sorted(found.keys() - stages.keys()):
        bundle.say(f"an outcome of {header_hash}, which was never committed")
    results = Counter((data["stage"], data["result"]) for data in opened)
    for _index, data in bundle.of("opening.finished"):
        if data["counts"]["committed"] != sum(stage == data["stage"] for stage in stages.values()):
            bundle.say(f"the minutes of {data['stage']} count other commitments than the log shows")
        for result in ("opened", "incomplete", "unopenable"):
            if data["counts"].get(result, 0) != results[data["stage"], result]:
                bundle.say(f"the minutes of {data['stage']} count other outcomes ({result}) than the log shows")


def check_shares(bundle: Bundle, closing: int) -> None:
    """Shares leave after the closing, those of prices after the technical result, none of what was taken back."""
    stages = {data["header_hash"]: data["envelope"] for _index, data in bundle.of("envelope.committed")}
    back = bundle.hashes("envelope.withdrawn").keys() | bundle.hashes("envelope.superseded").keys()
    technical = min((index for index, _data in bundle.of("technical_result.announced")), default=None)
    for index, data in bundle.of("share.released"):
        if index < closing:
            bundle.say(f"shares were handed out before the closing (leaf {index})")
        if data["stage"] == "file2" and (technical is None or index < technical):
            bundle.say(f"shares of the prices were handed out before the technical result (leaf {index})")
        for header_hash in data["header_hashes"]:
            if header_hash in back or stages.get(header_hash) != data["stage"]:
                bundle.say(f"a share of {header_hash[:16]} was handed out that may not be (leaf {index})")


def check_keys(bundle: Bundle) -> None:
    """Bidders presented their own keys before any content of their stage was seen."""
    stages = {data["header_hash"]: data["envelope"] for _index, data in bundle.of("envelope.committed")}
    first: dict[str, int] = {}
    for index, data in bundle.of("envelope.opened"):
        first[data["stage"]] = min(index, first.get(data["stage"], index))
    for index, data in bundle.of("bid_key.presented"):
        if index > first.get(stages.get(data["header_hash"], ""), index):
            bundle.say(f"a bidder presented its key after contents were seen (leaf {index})")


def check_receipt(bundle: Bundle, file: Path) -> None:
    """A bidder's receipt is right by itself, its commitment is in the bundle, and its log goes on in this one."""
    proof, data = read(file, None)
    index, _size = check(proof, data, bundle.verifier)
    size, root = signed_tree(proof.partition("\n\n")[2], bundle.verifier)
    if size > len(bundle.leaves) or tree_root(bundle.leaves[:size]) != root:
        bundle.say(f"{file.name}: the log was rewritten after this receipt")
    if index >= len(bundle.leaves) or bundle.leaves[index] != hashlib.sha256(b"\x00" + data).digest():
        bundle.say(f"{file.name}: its entry is no longer in the log")
    said = json.loads(json.loads(file.read_text(encoding="utf-8"))["entry"])["data"]
    if bundle.revealed and said.get("header_hash") not in bundle.hashes("envelope.committed"):
        bundle.say(f"{file.name}: its commitment {str(said.get('header_hash'))[:16]} is missing from the audit")


def check_bundle(file: Path, verifier: str, receipts: list[Path]) -> list[str]:
    """Everything that is wrong with the sealed bids of a selection. Raises Refused for a checkpoint not of this log."""
    bundle = Bundle(file, verifier)
    check_log(bundle)
    check_plans(bundle)
    if bundle.revealed:  # before it, the leaves of bids are not disclosed
        check_commitments(bundle)
        closing = check_closing(bundle)
        check_outcomes(bundle)
        check_shares(bundle, closing)
        check_keys(bundle)
    for receipt in receipts:
        check_receipt(bundle, receipt)
    return bundle.problems


def audit(given: argparse.Namespace) -> int:
    """Check a bundle and say what is wrong; returns the exit code."""
    problems = check_bundle(given.file, given.key, given.receipt)
    for problem in problems:
        sys.stderr.write(f"REFUSED: {problem}\n")
    if not problems:
        sys.stdout.write(f"OK: every commitment has its outcome, and {len(given.receipt)} receipts fit\n")
    return 1 if problems else 0


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Check a receipt of the log of acts, offline.")
    parser.add_argument("file", type=Path, help="receipt (JSON), .tlog-proof, or audit.zip")
    parser.add_argument("--key", required=True, help="the log's verifier key, as its public page shows it")
    parser.add_argument("--entry", type=Path, help="the entry, when FILE is a .tlog-proof")
    parser.add_argument(
        "--receipt", type=Path, action="append", default=[], help="with an audit.zip: a bidder's receipt"
    )
    given = parser.parse_args(arguments)
    try:
        if zipfile.is_zipfile(given.file):
            return audit(given)
        index, size = check(*read(given.file, given.entry), given.key)
    except Refused as refusal:
        sys.stderr.write(f"REFUSED: {refusal}\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as failure:
        sys.stderr.write(f"cannot read: {failure}\n")
        return 2
    sys.stdout.write(f"OK: entry {index} stands in the signed tree of {size} entries\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

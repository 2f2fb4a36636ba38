"""The request `add-checkpoint` of C2SP tlog-witness, and what a witness answers."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pendopo.audit import merkle, signatures
from pendopo.audit.verifier.pendopo_verify import Refused, signed_tree
from pendopo.audit.witness.memory import Head, Memory

MOST_HASHES = 63
SIZE_TYPE = "text/x.tlog.size"
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """Status, text and its type."""

    status: int
    text: str
    kind: str = PLAIN


@dataclass(frozen=True)
class Witnessing:
    """A witness by name, with what it remembers and the verifier keys of the logs that it watches, by origin."""

    name: str
    memory: Memory
    logs: Mapping[str, str]

    def verifier_key(self) -> str:
        """What the logs need to check its cosignatures."""
        public = self.memory.key().public_key().public_bytes_raw()
        return signatures.verifier_key(self.name, public, signatures.COSIGNATURE)


@dataclass(frozen=True)
class Asked:
    """Old size, consistency proof and checkpoint."""

    old: int
    proof: list[bytes]
    note: str


class NotReadable(Exception):
    """The request has not the form of the protocol."""


def request_text(old: int, proof: Sequence[bytes], note: str) -> str:
    """The body of `add-checkpoint`."""
    hashes = "".join(f"{base64.b64encode(step).decode()}\n" for step in proof)
    return f"old {old}\n{hashes}\n{note}"


def read_request(body: str) -> Asked:
    """What a body asks. Raises NotReadable."""
    head, blank, note = body.partition("\n\n")
    first, *hashes = head.split("\n")
    number = first.removeprefix("old ")
    if not blank or number == first or not number.isdecimal() or len(hashes) > MOST_HASHES:
        raise NotReadable
    try:
        proof = [signatures.decoded(line) for line in hashes]
    except ValueError:
        raise NotReadable from None
    if any(len(step) != 32 for step in proof):
        raise NotReadable
    return Asked(int(number), proof, note)


def add_checkpoint(witness: Witnessing, body: str, time: int) -> Answer:
    """Check that a head continues the last one and cosign it. It is kept before the answer is given."""
    try:
        asked = read_request(body)
    except NotReadable:
        return Answer(400, "the request is not well formed\n")
    origin = asked.note.split("\n", 1)[0]
    if origin not in witness.logs:
        return Answer(404, "this log is not watched here\n")
    try:
        head = Head(*signed_tree(asked.note, witness.logs[origin]))
    except (Refused, ValueError):
        return Answer(403, "the checkpoint is not signed by the log\n")
    if asked.old > head.size:
        return Answer(400, "the old size is larger than the checkpoint\n")
    with witness.memory.locked():
        refusal = _refusal(witness.memory.last(origin), head, asked)
        if refusal is not None:
            return refusal
        witness.memory.keep(origin, head)
    text = asked.note.rpartition("\n\n")[0] + "\n"
    return Answer(200, signatures.cosign(text, witness.name, witness.memory.key(), time))


def _refusal(last: Head, head: Head, asked: Asked) -> Answer | None:
    """Why a head is not cosigned after the last one; None when it continues it."""
    if asked.old != last.size or (asked.old == head.size and head.root != last.root):
        return Answer(409, f"{last.size}\n", SIZE_TYPE)
    if not merkle.verify_consistency(last.size, head.size, last.root, head.root, asked.proof):
        return Answer(422, "the proof does not lead from the last checkpoint to this one\n")
    return None

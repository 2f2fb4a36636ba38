"""The browser's client checks receipts of the log as `pendopo verify` does: the right ones pass, altered ones never."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pendopo.audit import canonical, merkle, notes, signatures
from tests.assets.browser_client import answers, ask

LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
ORIGIN = "contoh.id/log"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = signatures.verifier_key(ORIGIN, KEY.public_key().public_bytes_raw())


def receipt_of(index, size, *, salt=None):
    """A receipt of one entry in a tree of so many."""
    entries = [canonical.canonical({"v": 1, "event": "procurement.envelope.committed", "n": n}) for n in range(size)]
    data = list(entries)
    if salt:
        data[index] = canonical.canonical({"v": 1, "c": hashlib.sha256(salt + entries[index]).hexdigest()})
    node = merkle.nodes_of([merkle.leaf_hash(one) for one in data])
    note = notes.sign(notes.Tree(ORIGIN, size, merkle.root(node, size)), KEY)
    path = "".join(f"{base64.b64encode(step).decode()}\n" for step in merkle.inclusion_proof(node, index, size))
    proof = f"c2sp.org/tlog-proof@v1\nindex {index}\n{path}\n{note}"
    entry = entries[index].decode()
    return {"type": "pendopo-receipt", "v": 1, "entry": entry, "salt": salt.hex() if salt else None, "proof": proof}


@pytest.mark.parametrize("salt", [None, bytes(16)])
def test_receipts_of_every_leaf_of_trees_up_to_nineteen_pass(salt):
    places = [(index, size) for size in range(1, 20) for index in range(size)]
    found = answers(
        *({"act": "receipt", "receipt": receipt_of(*place, salt=salt), "key": VERIFIER} for place in places)
    )
    assert [(one["index"], one["size"]) for one in found] == places
    assert found[-1]["entry"]["n"] == 18


def altered(receipt, field):
    """The receipt with one character of a field changed, for each character; and one more or less at its end."""
    text = receipt[field]
    for at, letter in enumerate(text):
        yield {**receipt, field: text[:at] + ("A" if letter != "A" else "B") + text[at + 1 :]}
        yield {**receipt, field: text[:at] + text[at + 1 :]}
    yield {**receipt, field: f"{text}\n"}


def test_no_altered_receipt_passes():
    receipt = receipt_of(13, 69, salt=b"0123456789abcdef")
    tried = [one for field in ("proof", "entry", "salt") for one in altered(receipt, field)]
    assert len(tried) == 1_217
    passed, whole = answers(
        {"act": "altered", "given": tried, "key": VERIFIER}, {"act": "altered", "given": [receipt], "key": VERIFIER}
    )
    assert (passed, whole) == (0, 1)


def test_size_and_root_come_from_the_signed_checkpoint_alone():
    """Leaf 13 has the same path in trees of 68 and of 69; a receipt with the other's checkpoint is refused."""
    one, other = receipt_of(13, 68), receipt_of(13, 69)
    mixed = {**one, "proof": one["proof"].split("\n\n", 1)[0] + "\n\n" + other["proof"].split("\n\n", 1)[1]}
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    found = ask(
        {"act": "receipt", "receipt": mixed, "key": VERIFIER},
        {"act": "receipt", "receipt": one, "key": signatures.verifier_key(ORIGIN, stranger)},
        {"act": "receipt", "receipt": one, "key": VERIFIER.replace("+", "+0", 1)},
    )
    assert [one.get("field") for one in found] == ["proof", "checkpoint", "log key"]


def test_roots_are_those_of_rfc_6962():
    node = merkle.nodes_of([merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES])
    hashes = [merkle.leaf_hash(bytes.fromhex(leaf)).hex() for leaf in LEAVES]
    found = answers(
        *(
            {"act": "roots", "leaves": hashes, "index": index, "size": 8,
             "path": [step.hex() for step in merkle.inclusion_proof(node, index, 8)]}
            for index in range(8)
        )
    )  # fmt: skip
    assert found == [ROOT_OF_EIGHT] * 8

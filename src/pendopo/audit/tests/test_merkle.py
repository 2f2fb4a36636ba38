"""The tree against the vectors of the RFC and against a second implementation."""

import base64

import pymerkle
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pendopo.audit import merkle, notes

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOT = bytes.fromhex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
BEGINNINGS = [
    "e3b0c442",
    "6e340b9c",
    "fac54203",
    "aeb6bcfe",
    "d37ee418",
    "4e3bbb1f",
    "76e67dad",
    "ddb89be4",
    "5dc9da79",
]
ENDS = ["b855", "a01d", "c125", "6e77", "14b7", "64d4", "87ef", "4c8c", "4328"]
ORIGIN = "pendopo.example/33.03"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = "pendopo.example/33.03+5578d592+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
SIGNATURE = (
    "— pendopo.example/33.03 "
    "VXjVkiLSEVizTdPGBuq3RTczVT3yY6OiDD17R49N5GAblD8Do9fZHKeO8B0NCmeeBc6TLQDPQzl//iKhcbmWZNm/kgo="
)


def hashes(count=8):
    return [merkle.leaf_hash(data) for data in LEAVES[:count]]


def test_the_roots_are_those_of_the_rfc():
    roots = [merkle.root(merkle.nodes_of(hashes(count)), count) for count in range(9)]
    assert [root.hex()[:8] for root in roots] == BEGINNINGS
    assert [root.hex()[-4:] for root in roots] == ENDS
    assert roots[8] == ROOT


def test_every_inclusion_proof_verifies_and_only_for_its_leaf():
    for size in range(1, 40):
        leaves = [merkle.leaf_hash(bytes([number])) for number in range(size)]
        node = merkle.nodes_of(leaves)
        root = merkle.root(node, size)
        for index in range(size):
            path = merkle.inclusion_proof(node, index, size)
            assert merkle.verify_inclusion(leaves[index], index, size, path, root)
            assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, size, path, root)
            assert not merkle.verify_inclusion(leaves[index], index, size, [*path, root], root)


def test_every_consistency_proof_verifies_and_no_other_root():
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(33)]
    node = merkle.nodes_of(leaves)
    roots = [merkle.root(node, size) for size in range(34)]
    for size in range(1, 34):
        for old in range(size + 1):
            path = merkle.consistency_proof(node, old, size)
            assert merkle.verify_consistency(old, size, roots[old], roots[size], path)
            assert not merkle.verify_consistency(old, size, b"x" * 32, roots[size], path)


def test_a_second_implementation_gives_the_same_roots_and_paths():
    judge = pymerkle.InmemoryTree(algorithm="sha256")
    for data in LEAVES:
        judge.append_entry(data)
    node = merkle.nodes_of(hashes())
    for size in range(1, 9):
        assert judge.get_root(size) == merkle.root(node, size)
        for index in range(size):
            judged = judge.prove_inclusion(index + 1, size).serialize()["path"][1:]
            assert judged == [step.hex() for step in merkle.inclusion_proof(node, index, size)]


def test_an_index_outside_the_tree_has_no_proof():
    with pytest.raises(merkle.NoSuchLeaf):
        merkle.inclusion_proof(merkle.nodes_of(hashes()), 8, 8)


def test_the_note_is_that_of_the_handbook():
    assert notes.verifier_key(ORIGIN, KEY.public_key().public_bytes_raw()) == VERIFIER
    note = notes.sign(notes.Tree(ORIGIN, 8, ROOT), KEY)
    assert note == f"{ORIGIN}\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\n{SIGNATURE}\n"
    assert notes.open_note(note, VERIFIER) == notes.Tree(ORIGIN, 8, ROOT)


@pytest.mark.parametrize("place", range(0, 60, 3))
def test_a_changed_note_is_refused(place):
    note = notes.sign(notes.Tree(ORIGIN, 8, ROOT), KEY)
    changed = note[:place] + ("x" if note[place] != "x" else "y") + note[place + 1 :]
    with pytest.raises(notes.NoteRefused):
        notes.open_note(changed, VERIFIER)


def test_the_key_of_the_specification_has_its_id():
    text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    name, public = notes.read_verifier_key(text)
    assert (name, base64.b64encode(public)[:4]) == ("example.com/foo", b"6TJ5")
    with pytest.raises(notes.NoteRefused):
        notes.read_verifier_key(text.replace("530d903a", "530d903b"))

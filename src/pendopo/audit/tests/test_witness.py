"""A witness from outside: the vectors of the handbook, the protocol's answers, and a log that is watched over HTTP.

The judge of proofs and cosignatures is written here anew, from RFC 6962 and the specification alone.
"""

import base64
import datetime as dt
import hashlib
import threading
import urllib.request
from itertools import pairwise

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pendopo.audit import merkle, notes, services, signatures
from pendopo.audit.models import Cosignature, Entry, Leaf, Witness
from pendopo.audit.witness import command
from pendopo.audit.witness.answering import Witnessing, add_checkpoint, request_text
from pendopo.audit.witness.fetching import NotAnswered, RemoteLog, path_of
from pendopo.audit.witness.memory import Memory
from pendopo.kernel.access import ANONYMOUS, SYSTEM

LOG_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "pendopo.example/33.03"
LOG = signatures.verifier_key(ORIGIN, LOG_KEY.public_key().public_bytes_raw())
NAME = "saksi.example/inspektorat"
WITNESS_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
VERIFIER = "saksi.example/inspektorat+b7b9fc66+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
TIME = 1767225600
NOON = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
ROOT = base64.b64decode("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=")
LINE = (
    "— saksi.example/inspektorat t7n8ZgAAAABpVbkAPG3ZvvBji+dSRnXc1hmcYEKItptFg3Es9ekZ0VSDG3R69g7Sj17lMpjIqklFVNIpWRJ"
    "KE7HQq2+awy+W9z14Dw==\n"
)
LEAVES = [merkle.leaf_hash(bytes([number % 256, number // 256])) for number in range(600)]


def root_of(leaves):
    """MTH of RFC 6962, 2.1, by its definition."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


def proof_of(old, leaves, whole=True):
    """SUBPROOF of RFC 6962, 2.1.2, by its definition."""
    if old == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if old <= split:
        return [*proof_of(old, leaves[:split], whole), root_of(leaves[split:])]
    return [*proof_of(old - split, leaves[split:], False), root_of(leaves[:split])]


def judged(note, line, verifier):
    """Whether a cosignature is right, by the specification."""
    name, _number, encoded = verifier.split("+", 2)
    public = base64.b64decode(encoded)[1:]
    dash, signer, mark = line.strip().split(" ")
    raw = base64.b64decode(mark)
    identity = hashlib.sha256(name.encode() + b"\n\x04" + public).digest()[:4]
    text = note[: note.index("\n\n") + 1]
    message = b"cosignature/v1\ntime %d\n" % int.from_bytes(raw[4:12], "big") + text.encode()
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw[12:], message)
    except InvalidSignature:
        return False
    return (dash, signer, raw[:4]) == ("—", name, identity)


def signed(size, leaves=LEAVES):
    return notes.sign(notes.Tree(ORIGIN, size, root_of(leaves[:size])), LOG_KEY)


def asked(old, size, leaves=LEAVES, proof=None):
    proof = (proof_of(old, leaves[:size]) if 0 < old < size else []) if proof is None else proof
    return request_text(old, proof, signed(size, leaves))


@pytest.fixture
def witness(tmp_path):
    return Witnessing(NAME, Memory(tmp_path / "state"), {ORIGIN: LOG})


def test_key_and_cosignature_are_those_of_the_handbook():
    public = WITNESS_KEY.public_key().public_bytes_raw()
    assert signatures.verifier_key(NAME, public, signatures.COSIGNATURE) == VERIFIER
    text = notes.Tree(ORIGIN, 8, ROOT).text()
    assert signatures.cosign(text, NAME, WITNESS_KEY, TIME) == LINE
    assert signatures.cosigned_at(text, LINE, VERIFIER) == TIME


def test_every_changed_character_of_a_cosignature_is_refused():
    text = notes.Tree(ORIGIN, 8, ROOT).text()
    for place in range(len(LINE) - 1):
        changed = LINE[:place] + ("B" if LINE[place] != "B" else "C") + LINE[place + 1 :]
        with pytest.raises(signatures.NoteRefused):
            signatures.cosigned_at(text, changed, VERIFIER)


def test_a_head_that_continues_the_last_is_cosigned_and_remembered(witness):
    sizes = [0, 1, 2, 3, 255, 256, 257, 513, 600, 600]
    for old, size in pairwise(sizes):
        answer = add_checkpoint(witness, asked(old, size), TIME)
        assert answer.status == 200
        assert judged(signed(size), answer.text, witness.verifier_key())
    assert Memory(witness.memory.folder).last(ORIGIN).size == 600


def test_the_answers_are_those_of_the_protocol(witness):
    add_checkpoint(witness, asked(0, 8), TIME)
    forged = [bytes(32), *LEAVES[1:]]
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    unsigned = notes.sign(notes.Tree(ORIGIN, 9, root_of(LEAVES[:9])), other)
    requests = {
        "not of the protocol": ("hello", 400),
        "too many hashes": (asked(8, 9, proof=[bytes(32)] * 64), 400),
        "old above new": (asked(9, 8), 400),
        "another log": (asked(8, 9).replace(ORIGIN, "other.example"), 404),
        "signed by another": (request_text(8, proof_of(8, LEAVES[:9]), unsigned), 403),
        "an old size that is not the last": (asked(4, 9), 409),
        "the same size with another root": (asked(8, 8, forged), 409),
        "a proof of another tree": (asked(8, 9, forged), 422),
        "no proof": (asked(8, 9, proof=[]), 422),
    }
    answers = {name: add_checkpoint(witness, body, TIME) for name, (body, _status) in requests.items()}
    assert {name: one.status for name, one in answers.items()} == {name: two for name, (_one, two) in requests.items()}
    conflict = answers["an old size that is not the last"]
    assert (conflict.text, conflict.kind) == ("8\n", "text/x.tlog.size")
    assert witness.memory.last(ORIGIN).size == 8


def test_of_two_branches_at_once_one_is_cosigned(witness):
    add_checkpoint(witness, asked(0, 8), TIME)
    branches = [[*LEAVES[:8], bytes([number]) * 32] for number in range(8)]
    statuses, barrier = [], threading.Barrier(8)

    def ask(leaves):
        barrier.wait()
        statuses.append(add_checkpoint(witness, asked(8, 9, leaves), TIME).status)

    threads = [threading.Thread(target=ask, args=(leaves,)) for leaves in branches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 7


def test_it_answers_over_http(witness):
    server = command.serve(witness, 0)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/add-checkpoint"
        with urllib.request.urlopen(address, data=asked(0, 5).encode()) as answer:
            assert judged(signed(5), answer.read().decode(), witness.verifier_key())
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_path_of_a_tile_is_that_of_the_specification():
    assert [path_of(number) for number in (0, 7, 1000, 1234067)] == ["000", "007", "x001/000", "x001/x234/067"]


@pytest.fixture
def watched(live_server, note_down, tmp_path, settings):
    """A served log, and the witness's command line for it."""
    settings.SITE_URL = "https://pendopo.example"

    def look(*more):
        given = [live_server.url, "--key", notes.own_verifier_key(), "--name", NAME, "--state", str(tmp_path)]
        return command.main([*given, *more])

    return look


def name_witness(folder):
    verifier = Witnessing(NAME, Memory(folder), {}).verifier_key()
    return services.add_witness(actor=SYSTEM, verifier_key=verifier, now=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_served_log_is_witnessed_and_the_page_shows_it(watched, note_down, tmp_path, client):
    name_witness(tmp_path)
    services.seal()
    for count in (1, 3, 300):
        for number in range(count):
            note_down(number)
        services.seal()
        assert watched() == 0
    assert list(Cosignature.objects.values_list("checkpoint__size", flat=True)) == [2, 5, 305]
    note = client.get("/log/checkpoint").content.decode()
    assert judged(note, note.splitlines()[-1], Witness.objects.get().verifier_key)
    page = client.get("/transparansi/log/").content.decode()
    assert "Disaksikan" in page
    assert "Menandatangani 305 tindakan" in page


@pytest.mark.django_db(transaction=True)
def test_a_log_with_another_history_is_refused(watched, note_down, tmp_path, capsys):
    note_down(1)
    note_down(2)
    services.seal()
    name_witness(tmp_path)
    assert watched("--no-send") == 0
    origin = notes.origin()
    memory = Memory(tmp_path)
    memory.keep(origin, type(memory.last(origin))(1, bytes(32)))
    assert watched() == 1
    assert "does not continue" in capsys.readouterr().err
    assert not Cosignature.objects.exists()


@pytest.mark.django_db
def test_the_line_of_a_stranger_or_of_a_retired_witness_is_not_kept(note_down, client):
    note_down(1)
    checkpoint = services.seal()
    text = checkpoint.note.rpartition("\n\n")[0] + "\n"
    line = signatures.cosign(text, NAME, WITNESS_KEY, TIME)
    body = {"size": 1, "lines": [line]}
    address = "/api/v1/audit/cosignatures"
    assert client.post(address, body, content_type="application/json").status_code == 403
    services.add_witness(actor=SYSTEM, verifier_key=VERIFIER, now=NOON)
    assert client.post(address, body, content_type="application/json").json() == {"witnesses": [NAME]}
    assert client.post(address, body, content_type="application/json").status_code == 200
    assert Cosignature.objects.count() == 1
    services.retire_witness(actor=SYSTEM, name=NAME, now=NOON)
    assert client.post(address, body, content_type="application/json").status_code == 403


@pytest.mark.django_db
def test_only_an_administrator_names_a_witness(staff):
    from django.core.exceptions import PermissionDenied

    for actor in (staff, ANONYMOUS):
        with pytest.raises(PermissionDenied):
            services.add_witness(actor=actor, verifier_key=VERIFIER, now=NOON)
    assert (Witness.objects.count(), Entry.objects.count(), Leaf.objects.count()) == (0, 0, 0)


def test_an_address_that_is_not_http_is_not_asked():
    with pytest.raises(NotAnswered):
        RemoteLog("file:///etc").note()

"""The browser's client and Python compute alike: what one seals, splits or writes, the other opens, joins and reads."""

import base64
import hashlib
from itertools import combinations, product

import pyrage
import pytest
from pyrage import x25519

from pendopo.procurement import sealing
from pendopo.procurement.sealing.payload import padded_size
from pendopo.procurement.tests import sealing_factories as f
from pendopo.procurement.tests.test_sealing_quorums import FOREIGN, FOREIGN_FILE, IDENTITY
from tests.assets.browser_client import answers, ask

SECRET = bytes(range(32))
RECIPIENT = "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh"
EXAMPLE = {"a": "Rp 1.000", "b": 1, "list": [1, 2], "nested": {"y": "é", "z": True}}
SHAPES = [((3, 5), (1, 1), 10), ((4, 7), (2, 3), 105)]


def b64(data):
    return base64.b64encode(data).decode()


def quorums(plan):
    """Every smallest set of seats that opens."""
    sides = [combinations([(g.role, m) for m in range(g.n)], g.k) for g in plan.groups]
    return [(*some, *others) for some, others in product(*sides)]


def by_node(plan, **more):
    """An envelope sealed by the browser's client: header, shares by seat, ciphertext, identity."""
    files = [{"name": one.name, "type": one.media_type, "content": b64(one.content)} for one in f.FILES]
    own = {"plan": plan.message(), "envelope": "single", "price": f.PRICE, "files": files, "client": f.CLIENT}
    [made] = answers({"act": "seal", **own, **more})
    shares = {(one["group"], one["member"]): base64.b64decode(one["ciphertext"]) for one in made["shares"]}
    return sealing.read_header(made["header"]), shares, base64.b64decode(made["ciphertext"]), made


def test_the_vectors_of_the_handbook_hold():
    keys, plain, whole, lines = answers(
        {"act": "identity", "secret": SECRET.hex()},
        {"act": "decrypt", "identity": IDENTITY, "bytes": b64(FOREIGN_FILE)},
        {"act": "canonical", "value": EXAMPLE},
        {"act": "combine", "sets": [[*pair, FOREIGN[3]] for pair in combinations(FOREIGN[:3], 2)]},
    )
    assert keys == {"identity": IDENTITY, "recipient": RECIPIENT, "secret": SECRET.hex()}
    assert base64.b64decode(plain) == b"PENDOPO"
    assert whole["digest"] == "533989f883aeb52aec150402f03e6738e5bb733badf8b96d14fd64e2e5947982"
    assert lines == [SECRET.hex()] * 3


def test_messages_have_the_same_bytes_in_both():
    values = [
        {"b": '\u2028\u007f"\\/\n\t\x01é😀', "a": [], "A": {}, "_": 2**53 - 1, "z": -5},
        f.plan_of()[0].message(),
        f.sealed(f.plan_of()[0]).header.message(),
    ]
    found = answers(*({"act": "canonical", "value": value} for value in values))
    assert [base64.b64decode(one["bytes"]) for one in found] == [sealing.canonical(value) for value in values]
    bad = [b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a": 1}', b'{"a":1.0}', b'{"a":null}', b'{"a":9007199254740993}']
    refused = ask(*({"act": "read", "bytes": b64(data)} for data in bad))
    assert [set(one) for one in refused] == [{"refused", "field"}] * len(bad)


def test_sizes_are_padded_alike():
    edges = [2**power + more for power in range(15, 41) for more in (-1, 0, 1)]
    lengths = [0, 1, 65_536, 65_537, 300_000, 5_000_000, 50_000_000, *edges]
    assert answers({"act": "padded", "lengths": lengths}) == [[padded_size(length) for length in lengths]]
    assert [padded_size(size) for size in (300_000, 5_000_000, 50_000_000)] == [303_104, 5_111_808, 50_331_648]


@pytest.mark.parametrize(("committee", "inspectorate", "count"), SHAPES)
def test_what_the_browser_seals_every_quorum_opens_here(committee, inspectorate, count):
    plan, keys = f.plan_of(committee, inspectorate)
    header, shares, ciphertext, made = by_node(plan)
    sealing.check_header(header, plan)
    assert header.header_hash == made["header_hash"]
    assert {len(data) for data in shares.values()} == {1224}
    mnemonics = {place: sealing.open_share(shares[place], keys[place], place, header, plan) for place in shares}
    sets = quorums(plan)
    assert len(sets) == count
    for places in sets:
        assert sealing.recover(header, plan, {place: mnemonics[place] for place in places}) == made["identity"]
    manifest, contents = sealing.open_envelope(header, made["identity"], ciphertext)
    assert contents == [file.content for file in f.FILES]
    assert (manifest.price, manifest.files[0].media_type) == (f.PRICE, "application/pdf")


@pytest.mark.parametrize(("committee", "inspectorate", "count"), SHAPES)
def test_what_is_split_here_every_quorum_joins_in_the_browser(committee, inspectorate, count):
    plan, keys = f.plan_of(committee, inspectorate)
    bid = f.sealed(plan)
    own = {"header": bid.header.message(), "plan": plan.message()}
    opened = answers(
        *(
            {"act": "openShare", "ciphertext": b64(bid.shares[place]), "identity": keys[place],
             "place": {"group": place[0], "member": place[1]}, **own}
            for place in plan.seats
        )
    )  # fmt: skip
    words = dict(zip(plan.seats, opened, strict=True))
    sets = [[words[place] for place in places] for places in quorums(plan)]
    few = [one[1:] for one in sets[:10]] + [[words[place] for place in plan.seats if place[0] == "committee"]]
    found, short = answers({"act": "combine", "sets": sets}, {"act": "combine", "sets": few})
    assert found == [sealing.secret_of(bid.identity).hex()] * count
    assert set(short) == {"shares: do not go together"}


def test_the_self_check_catches_what_the_library_accepts_silently():
    """A Uint8Array gives shares of another secret; a misnamed threshold lets one group open alone."""
    plan, _keys = f.plan_of()
    bytes_, threshold = ask(
        *({"act": "careless", "way": way, "plan": plan.message()} for way in ("bytes", "threshold"))
    )
    assert bytes_["refused"] == "self-check: the shares do not give the key"
    assert threshold["refused"] == "share.mnemonic: not split in two groups that are both needed"


def test_wrong_mixes_are_refused_with_the_field():
    plan, keys = f.plan_of()
    bid, other = f.sealed(plan), f.sealed(plan)
    elsewhere, _keys = f.plan_of(tender="T-2")
    seat = ("committee", 0)
    act = {
        "act": "openShare", "ciphertext": b64(bid.shares[seat]), "identity": keys[seat],
        "place": {"group": "committee", "member": 0}, "header": bid.header.message(), "plan": plan.message(),
    }  # fmt: skip
    forged = {**other.header.message(), "shares": bid.header.message()["shares"]}
    flipped = bytearray(bid.shares[seat])
    flipped[700] ^= 1
    found = ask(
        act | {"ciphertext": b64(other.shares[seat])},
        act | {"identity": keys["committee", 1]},
        act | {"place": {"group": "committee", "member": 1}},
        act | {"header": forged},
        act | {"ciphertext": b64(bytes(flipped))},
        {"act": "header", "message": bid.header.message(), "plan": elsewhere.message()},
        {"act": "header", "message": {**bid.header.message(), "more": 1}, "plan": plan.message()},
        {"act": "plan", "message": {**plan.message(), "group_threshold": 1}},
    )
    assert [one.get("field") for one in found] == [
        "share.ciphertext_sha256", "share", "share.ciphertext_sha256", "share.bid_id", "share.ciphertext_sha256",
        "bid-envelope.tender_id", "bid-envelope.more", "seal-plan.group_threshold",
    ]  # fmt: skip


def test_key_files_open_here_and_in_the_browser():
    passphrase = "sawah-lesung-kepala-embun-tugu-warung"
    own = {"role": "committee", "account": "Sri (7)", "made_at": "2026-11-24T02:00:00Z"}
    made, said = answers(
        {"act": "lockKey", "identity": IDENTITY, "passphrase": passphrase, **own}, {"act": "passphrase", "count": 8}
    )
    plain = [pyrage.passphrase.decrypt(base64.b64decode(made[name]), passphrase) for name in ("bid", "trustee")]
    assert plain[0].decode() == f"{IDENTITY}\n"
    key = {"v": 1, "suite": "pendopo-seal-1", "type": "trustee-key", "identity": IDENTITY, "recipient": RECIPIENT}
    assert sealing.read(plain[1]) == key | own
    typed = " Sawah lesung KEPALA embun tugu  warung "
    bid, trustee, wrong, other = ask(
        *({"act": "openKey", "bytes": made[name], "passphrase": typed} for name in ("bid", "trustee")),
        {"act": "openKey", "bytes": made["bid"], "passphrase": "sawah"},
        {"act": "openKey", "bytes": b64(b"a letter"), "passphrase": typed},
    )
    assert bid["answer"] == trustee["answer"] == {"identity": IDENTITY, "recipient": RECIPIENT}
    assert (wrong["refused"], other["refused"]) == ("key file: passphrase", "key file: file")
    assert (len(said["words"]), len(set(said["words"])), len(said["said"].split("-"))) == (512, 512, 8)
    assert set(said["said"].split("-")) <= set(said["words"])


def test_an_envelope_that_replaces_names_the_other_and_the_price_stays_out_of_file1():
    plan, _keys = f.plan_of(envelopes=("file1", "file2"))
    before = hashlib.sha256(b"before").hexdigest()
    header, _shares, ciphertext, made = by_node(plan, envelope="file1", price=None, supersedes=before)
    assert header.supersedes == before
    assert sealing.open_envelope(header, made["identity"], ciphertext)[0].price is None
    assert pyrage.decrypt(ciphertext, [x25519.Identity.from_str(made["identity"])]).startswith(b"PENDOPO-ENV-1\n")
    files = {"files": [], "client": f.CLIENT, "plan": plan.message()}
    [refused] = ask({"act": "seal", "envelope": "file1", "price": f.PRICE, **files})
    assert refused["field"] == "envelope-manifest.price"

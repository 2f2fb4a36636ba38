"""Every quorum opens, everything less does not, nothing altered or mixed is accepted."""

import base64
import dataclasses
import hashlib
import secrets
from itertools import combinations

import pyrage
import pytest
from pyrage import x25519
from shamir_mnemonic import Share, generate_mnemonics

from pendopo.procurement import sealing
from pendopo.procurement.sealing import SealRefused
from pendopo.procurement.sealing.headers import ShareLine
from pendopo.procurement.sealing.payload import Manifest, pack, unpack
from pendopo.procurement.sealing.shares import check_mnemonic, place_of
from pendopo.procurement.tests import sealing_factories as f

IDENTITY = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG"
# Made by npm slip39 (handbook, section 9): groups [2, 3] and [1, 1], both needed, exponent 0, of the bytes 00 to 1f.
FOREIGN = (
    "teaspoon scandal acrobat echo afraid anatomy answer avoid fridge lungs extra exceed jury aunt medal tofu priest ambition texture guard dish regular treat wisdom anatomy painting kitchen prevent revenue very duration frozen gray",  # noqa: E501
    "teaspoon scandal acrobat email armed very romantic swimming mineral mortgage filter swing mama music huge umbrella trust evaluate gross editor adapt webcam adequate mason sled lilac kidney wits fact nylon findings slice main",  # noqa: E501
    "teaspoon scandal acrobat entrance average junk isolate ruin gravity image forget hobo ocean drove flame numerous mild mental vampire damage trust welcome climate cards legal problem kitchen gesture industry phrase beaver canyon client",  # noqa: E501
    "teaspoon scandal beard easy ambition decorate earth decrease spill parking carpet music ceiling depict decision column mixture license lilac merchant switch float crystal crazy hairy reaction estimate club western shame ocean surprise estate",  # noqa: E501
)
FOREIGN_FILE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBuM2l0ZzBpUkF0bDdubXlnU1c4QVJxeFE0TkY4OEoweEhRclBFZVVFOWhzCkxIeUxIMjFI"
    "Zzl2R09BOHR1THg3Tm5EUjNvODVsZ1NPMUdxSXZqd1VXU28KLS0tIHp1bDkwRU00ZlRpYklZaEdRa0Z3R2JoMVZUY0dwTTF0cEZ2UlVZTnZUemMK"
    "fQtqeqTLXJ1l+W+gtt606hMbgtl+NJEJ2BEEWRvR79JeB5tmi6Km"
)


def opened(plan, keys, bid, places):
    """The mnemonics that these trustees release."""
    return {place: sealing.open_share(bid.shares[place], keys[place], place, bid.header, plan) for place in places}


def test_a_file_of_another_client_opens():
    assert pyrage.decrypt(FOREIGN_FILE, [x25519.Identity.from_str(IDENTITY)]) == b"PENDOPO"


def test_shares_of_another_client_recombine():
    plan, _keys = f.plan_of(committee=(2, 3))
    bid = f.sealed(plan)
    lines = tuple(
        ShareLine(*place, hashlib.sha256(text.encode()).hexdigest(), "0" * 64)
        for place, text in zip(plan.seats, FOREIGN, strict=True)
    )
    header = dataclasses.replace(bid.header, shares=lines, recipient=sealing.recipient_of(IDENTITY))
    parts = dict(zip(plan.seats, FOREIGN, strict=True))
    assert [place_of(text, plan) for text in FOREIGN] == list(plan.seats)
    for pair in combinations(list(parts)[:3], 2):
        chosen = {place: parts[place] for place in (*pair, ("inspectorate", 0))}
        assert sealing.recover(header, plan, chosen) == IDENTITY


@pytest.mark.parametrize(
    ("committee", "inspectorate", "quorums"), [((3, 5), (1, 1), 10), ((4, 7), (2, 3), 105), ((2, 3), (1, 1), 3)]
)
def test_every_quorum_opens(committee, inspectorate, quorums):
    plan, keys = f.plan_of(committee, inspectorate)
    bid = f.sealed(plan)
    mnemonics = opened(plan, keys, bid, plan.seats)
    sides = [[place for place in plan.seats if place[0] == group.role] for group in plan.groups]
    sets = [
        (*some, *others)
        for some in combinations(sides[0], committee[0])
        for others in combinations(sides[1], inspectorate[0])
    ]
    assert len(sets) == quorums
    for places in sets:
        assert sealing.recover(bid.header, plan, {place: mnemonics[place] for place in places}) == bid.identity
    manifest, contents = sealing.open_envelope(bid.header, bid.identity, bid.ciphertext)
    assert contents == [file.content for file in f.FILES]
    assert manifest.price == f.PRICE


@pytest.mark.parametrize(("committee", "inspectorate"), [((3, 5), (1, 1)), ((4, 7), (2, 3))])
def test_less_than_a_quorum_never_opens(committee, inspectorate):
    plan, keys = f.plan_of(committee, inspectorate)
    bid = f.sealed(plan)
    mnemonics = opened(plan, keys, bid, plan.seats)
    members, inspectors = ([place for place in plan.seats if place[0] == group.role] for group in plan.groups)
    short = [(*some, *inspectors) for some in combinations(members, committee[0] - 1)]
    short += [tuple(members), tuple(inspectors), (*members, *inspectors[: inspectorate[0] - 1])]
    for places in short:
        with pytest.raises(SealRefused, match="no quorum"):
            sealing.recover(bid.header, plan, {place: mnemonics[place] for place in places})


def test_forged_counts_and_invented_shares_do_not_open():
    plan, keys = f.plan_of()
    bid = f.sealed(plan)
    mnemonics = opened(plan, keys, bid, [("committee", 0), ("committee", 1), ("inspectorate", 0)])
    lower = {
        place: dataclasses.replace(Share.from_mnemonic(text), member_threshold=2 if place[0] == "committee" else 1)
        for place, text in mnemonics.items()
    }
    forged = {place: share.mnemonic() for place, share in lower.items()}
    invented = dataclasses.replace(
        Share.from_mnemonic(mnemonics["committee", 0]), index=2, value=secrets.token_bytes(32)
    )
    for released in (forged, {**mnemonics, ("committee", 2): invented.mnemonic()}):
        lines = tuple(
            dataclasses.replace(line, share_sha256=hashlib.sha256(released[place].encode()).hexdigest())
            if (place := (line.group, line.member)) in released else line
            for line in bid.header.shares
        )  # fmt: skip
        for own in (plan, dataclasses.replace(plan, groups=(dataclasses.replace(plan.groups[0], k=2), plan.groups[1]))):
            with pytest.raises(SealRefused, match="no quorum"):
                sealing.recover(dataclasses.replace(bid.header, shares=lines), own, released)


def test_a_quorum_is_found_beside_a_bad_share():
    """The bidder committed to one share that is of another key: any quorum without it opens."""
    plan, keys = f.plan_of()
    bid = f.sealed(plan)
    mnemonics = opened(plan, keys, bid, plan.seats)
    other = sealing.split(sealing.identity_of(secrets.token_bytes(32)), plan)["committee", 0]
    mnemonics["committee", 0] = other
    first = dataclasses.replace(bid.header.shares[0], share_sha256=hashlib.sha256(other.encode()).hexdigest())
    header = dataclasses.replace(bid.header, shares=(first, *bid.header.shares[1:]))
    assert sealing.recover(header, plan, mnemonics) == bid.identity
    with pytest.raises(SealRefused):
        sealing.recover(
            header, plan, {place: mnemonics[place] for place in [*list(plan.seats)[:3], ("inspectorate", 0)]}
        )


def test_wrong_mixes_are_refused_by_the_field():
    plan, keys = f.plan_of(envelopes=("file1", "file2"))
    other_plan = dataclasses.replace(plan, deadline=f.DEADLINE.replace(day=2), opening_at=f.DEADLINE.replace(day=2))
    place = ("committee", 0)
    bid = f.sealed(plan, "file1", price=None)
    mnemonic = opened(plan, keys, bid, [place])[place]
    own = {"bid_id": bid.header.bid_id, "envelope": "file1"}
    cases = {
        "share.bid_id": (place, plan, own | {"bid_id": "0" * 32}),
        "share.envelope": (place, plan, own | {"envelope": "file2"}),
        "share.plan_hash": (place, other_plan, own),
        "share.tender_id": (place, dataclasses.replace(plan, tender_id="T-2"), own),
    }
    for field, (where, of_plan, names) in cases.items():
        assert refusal(bid, plan, keys, place, sealing.seal_share(mnemonic, where, of_plan, names)) == field
    to_first = dataclasses.replace(plan.groups[0].seats[1], recipient=plan.seats[place].recipient)
    seats = (plan.groups[0].seats[0], to_first, *plan.groups[0].seats[2:])
    swapped = dataclasses.replace(plan, groups=(dataclasses.replace(plan.groups[0], seats=seats), plan.groups[1]))
    misplaced = _renamed(sealing.seal_share(mnemonic, ("committee", 1), swapped, own), keys[place], plan)
    assert refusal(bid, plan, keys, place, misplaced) == "share.member"
    strange = sealing.split(bid.identity, plan)[place]
    assert refusal(bid, plan, keys, place, sealing.seal_share(strange, place, plan, own)) == "share.share_sha256"
    with pytest.raises(SealRefused, match="another ciphertext"):
        sealing.open_share(bid.shares["committee", 1], keys[place], place, bid.header, plan)
    with pytest.raises(SealRefused, match="does not open"):
        sealing.open_share(bid.shares[place], keys["committee", 1], place, bid.header, plan)


def _renamed(ciphertext, key, plan):
    """The same share under the hash of the plan of the envelope."""
    found = sealing.read(pyrage.decrypt(ciphertext, [x25519.Identity.from_str(key)]).rstrip(b" "))
    body = sealing.canonical(found | {"plan_hash": plan.plan_hash}).ljust(1_024)
    return pyrage.encrypt(body, [x25519.Identity.from_str(key).to_public()])


def refusal(bid, plan, keys, place, ciphertext):
    """The field for which a share is refused whose ciphertext was committed."""
    line = dataclasses.replace(bid.header.lines[place], ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest())
    header = dataclasses.replace(bid.header, shares=(line, *bid.header.shares[1:]))
    with pytest.raises(SealRefused) as refused:
        sealing.open_share(ciphertext, keys[place], place, header, plan)
    return refused.value.field


def test_a_share_split_otherwise_is_refused():
    """A group threshold of 1 would let any one group open: it is seen in the share itself."""
    plan, _keys = f.plan_of()
    secret = bytes(range(32))
    for threshold, sizes, exponent in ((1, [(3, 5), (1, 1)], 0), (2, [(2, 5), (1, 1)], 0), (2, [(3, 5), (1, 1)], 1)):
        part = generate_mnemonics(threshold, sizes, secret, iteration_exponent=exponent)[0][0]
        with pytest.raises(SealRefused, match="split"):
            place_of(part, plan)


def _flips(data, step=1):
    for place in range(0, len(data), step):
        yield data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :]
    yield from (data[:-1], data + b"\0", b"")


def test_no_altered_ciphertext_is_accepted():
    """All bytes by their hash; and where an attacker could change the hash too, age itself refuses."""
    plan, _keys = f.plan_of()
    bid = f.sealed(plan)
    for other in _flips(bid.ciphertext):
        assert hashlib.sha256(other).hexdigest() != bid.header.ciphertext_sha256
    for other in [*_flips(bid.ciphertext, 409), *(bid.ciphertext[:place] for place in range(0, 400, 7))]:
        header = dataclasses.replace(
            bid.header, ciphertext_sha256=hashlib.sha256(other).hexdigest(), ciphertext_size=len(other)
        )
        with pytest.raises(SealRefused, match="ciphertext"):
            sealing.open_envelope(header, bid.identity, other)


def test_no_altered_share_is_accepted():
    plan, keys = f.plan_of()
    bid = f.sealed(plan)
    place = ("committee", 0)
    for other in _flips(bid.shares[place]):
        assert refusal(bid, plan, keys, place, other) == "share"
        with pytest.raises(SealRefused):
            sealing.open_share(other, keys[place], place, bid.header, plan)
    mnemonic = opened(plan, keys, bid, [place])[place]
    for number in range(33):
        words = mnemonic.split()
        words[number] = "academic" if words[number] != "academic" else "acid"
        with pytest.raises(SealRefused):
            check_mnemonic(" ".join(words), place, bid.header, plan)


def test_the_payload_is_right_to_its_last_zero():
    plan, _keys = f.plan_of()
    bid = f.sealed(plan)
    manifest, contents = sealing.open_envelope(bid.header, bid.identity, bid.ciphertext)
    payload = pack(manifest, contents)
    assert len(payload) == 65_536
    assert unpack(payload) == (manifest, contents)
    for place in (0, 13, 14, 17, 18, payload.index(b"%PDF"), len(payload) // 2, len(payload) - 1):
        with pytest.raises(SealRefused):
            unpack(payload[:place] + bytes([payload[place] ^ 1]) + payload[place + 1 :])
    for other in (payload + b"\0", payload + bytes(4_096), payload[:-1]):
        with pytest.raises(SealRefused):
            unpack(other)


def test_a_price_stands_only_where_it_belongs():
    plan, _keys = f.plan_of(envelopes=("file1", "file2"))
    for envelope, price in (("file1", f.PRICE), ("file2", None)):
        with pytest.raises(SealRefused, match="price"):
            f.sealed(plan, envelope, price=price)
    assert isinstance(sealing.open_envelope(*_parts(f.sealed(plan, "file2")))[0], Manifest)


def _parts(bid):
    return bid.header, bid.identity, bid.ciphertext


def test_an_envelope_of_another_key_or_bid_is_refused():
    plan, _keys = f.plan_of()
    one, two = f.sealed(plan), f.sealed(plan)
    with pytest.raises(SealRefused, match="not the key"):
        sealing.open_envelope(one.header, two.identity, one.ciphertext)
    with pytest.raises(SealRefused, match="another ciphertext"):
        sealing.open_envelope(one.header, one.identity, two.ciphertext)
    renamed = dataclasses.replace(one.header, bid_id=two.header.bid_id)
    with pytest.raises(SealRefused) as refused:
        sealing.open_envelope(renamed, one.identity, one.ciphertext)
    assert refused.value.field == "envelope-manifest.bid_id"

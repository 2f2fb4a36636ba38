"""The formats of sealed bids: one way to write each message, and nothing unknown in it."""

import copy
import subprocess
import sys

import pytest

from pendopo.procurement import sealing
from pendopo.procurement.sealing import SealRefused
from pendopo.procurement.tests import sealing_factories as f

SECRET = bytes(range(32))
IDENTITY = "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG"
RECIPIENT = "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh"


def test_it_runs_without_a_web_framework():
    code = "import sys, pendopo.procurement.sealing; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_canonical_form_of_the_handbook():
    value = {"nested": {"z": True, "y": "é"}, "list": [1, 2], "b": 1, "a": "Rp 1.000"}
    assert sealing.canonical(value) == '{"a":"Rp 1.000","b":1,"list":[1,2],"nested":{"y":"é","z":true}}'.encode()
    assert sealing.digest(value) == "533989f883aeb52aec150402f03e6738e5bb733badf8b96d14fd64e2e5947982"


@pytest.mark.parametrize("value", [1.5, None, {"a": None}, [2**53], {"é": 1}, {1: 2}, "\ud800", (1,)])
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(SealRefused):
        sealing.canonical(value)


@pytest.mark.parametrize(
    "data", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":NaN}', b"{", b"\xff", b'"\\u00e9"']
)
def test_only_canonical_bytes_are_read(data):
    with pytest.raises(SealRefused):
        sealing.read(data)


def test_the_identity_of_the_handbook():
    assert sealing.identity_of(SECRET) == IDENTITY
    assert sealing.secret_of(IDENTITY) == SECRET
    assert sealing.recipient_of(IDENTITY) == RECIPIENT


@pytest.mark.parametrize("place", range(len(IDENTITY)))
def test_an_altered_identity_is_refused(place):
    other = "Q" if IDENTITY[place] != "Q" else "P"
    for text in (IDENTITY[:place] + other + IDENTITY[place + 1 :], IDENTITY.lower(), IDENTITY[:-1]):
        with pytest.raises(SealRefused):
            sealing.secret_of(text)


@pytest.mark.parametrize(
    ("length", "padded"),
    [(50_000_000, 50_331_648), (300_000, 303_104), (5_000_000, 5_111_808), (1, 65_536), (65_536, 65_536)],
)
def test_padding_of_the_handbook(length, padded):
    assert sealing.padded_size(length) == padded


@pytest.mark.parametrize("length", [65_537, 70_000, 2**20, 2**20 + 1, 123_456_789])
def test_padding_wastes_at_most_an_eighth_and_is_stable(length):
    padded = sealing.padded_size(length)
    assert length <= padded <= length * 1.125
    assert sealing.padded_size(padded) == padded


def test_a_plan_is_read_as_it_was_written():
    plan, _keys = f.plan_of()
    again = sealing.read_plan(sealing.read(sealing.canonical(plan.message())))
    assert again == plan
    assert again.plan_hash == plan.plan_hash


def paths(value, path=()):
    """Where each object of a message is."""
    if isinstance(value, dict):
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*path, key))


def variants(message):
    """The message with one unknown field, and with one field missing, at every place."""
    for path in list(paths(message)):
        for change in [None, *_at(message, path)]:
            other = copy.deepcopy(message)
            if change is None:
                _at(other, path)["unknown"] = 1
            else:
                del _at(other, path)[change]
            yield other


def _at(value, path):
    for key in path:
        value = value[key]
    return value


def test_unknown_and_missing_fields_are_refused_everywhere():
    plan, _keys = f.plan_of()
    header = f.sealed(plan).header
    for read, message in ((sealing.read_plan, plan.message()), (sealing.read_header, header.message())):
        read(message)
        for other in variants(message):
            with pytest.raises(SealRefused):
                read(other)


def changed(message, path, value):
    other = copy.deepcopy(message)
    _at(other, path[:-1])[path[-1]] = value
    return other


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("v",), True, "seal-plan.v"), (("group_threshold",), 1, "seal-plan.group_threshold"),
        (("envelopes",), ["file2", "file1"], "seal-plan.envelopes"), (("groups", 0, "k"), 1, "seal-plan.groups[0].k"),
        (("groups", 0, "k"), 6, "seal-plan.groups[0].k"), (("groups", 0, "n"), 4, "seal-plan.groups[0].seats"),
        (("groups", 0, "role"), "inspectorate", "seal-plan.groups"),
        (("plan_version",), 2, "seal-plan.previous_plan_hash"),
        (("opening_at",), "2026-12-01T01:59:59Z", "seal-plan.opening_at"),
        (("deadline",), "2026-12-1T02:00:00Z", "seal-plan.deadline"),
        (("groups", 1, "seats", 0, "account"), "committee-0", "seal-plan.groups.account"),
        (("groups", 0, "seats", 1, "recipient"), RECIPIENT.upper(), "seal-plan.groups[0].seats[1].recipient"),
    ],
)  # fmt: skip
def test_a_wrong_plan_is_refused_by_the_field(path, value, field):
    plan, _keys = f.plan_of()
    with pytest.raises(SealRefused) as refused:
        sealing.read_plan(changed(plan.message(), path, value))
    assert refused.value.field == field


def test_one_trustee_cannot_hold_two_seats_by_key():
    plan, _keys = f.plan_of()
    twice = changed(plan.message(), ("groups", 1, "seats", 0, "recipient"), plan.seats["committee", 0].recipient)
    with pytest.raises(SealRefused, match="holds two seats"):
        sealing.read_plan(twice)


def test_a_header_of_another_plan_is_refused_by_the_field():
    plan, keys = f.plan_of()
    header = f.sealed(plan).header
    sealing.check_header(header, plan)
    cases = {
        "bid-envelope.tender_id": {"tender_id": "T-2"},
        "bid-envelope.plan_hash": {"plan_hash": "0" * 64},
        "bid-envelope.envelope": {"envelope": "file1"},
        "bid-envelope.shares": {"shares": list(reversed(header.message()["shares"]))},
        "bid-envelope.recipient": {"recipient": sealing.recipient_of(keys["committee", 0])},
    }
    for field, change in cases.items():
        with pytest.raises(SealRefused) as refused:
            sealing.check_header(sealing.read_header(header.message() | change), plan)
        assert refused.value.field == field


def test_each_byte_of_a_header_counts():
    """A flipped byte gives no message, or one whose hash is another."""
    plan, _keys = f.plan_of()
    header = f.sealed(plan).header
    data = sealing.canonical(header.message())
    for place in range(len(data)):
        flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        try:
            other = sealing.read_header(sealing.read(flipped))
        except SealRefused:
            continue
        assert other.header_hash != header.header_hash

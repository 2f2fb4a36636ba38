"""The offline client: what it seals, a quorum of trustees opens, and so does its own key file."""

import io

import pytest

from pendopo.procurement import sealing
from pendopo.procurement.sealing.command import client, main
from pendopo.procurement.tests import sealing_factories as s


@pytest.fixture
def folder(tmp_path):
    """A plan, its keys, and a file to offer."""
    plan, keys = s.plan_of()
    (tmp_path / "plan.json").write_bytes(sealing.canonical(plan.message()))
    (tmp_path / "penawaran.pdf").write_bytes(b"%PDF-1.7 penawaran")
    return tmp_path, plan, keys


def seal(place, *more):
    asked = ["seal", "--plan", str(place / "plan.json"), "--file", str(place / "penawaran.pdf")]
    return main([*asked, "--out", str(place / "sealed"), *more])


def reopen(place, passphrase, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{passphrase}\n"))
    return main(["open", str(place / "sealed"), "--out", str(place / "opened")])


def test_a_quorum_opens_what_the_command_sealed(folder, capsys):
    place, plan, keys = folder
    assert seal(place, "--total-sen", "8950000000000") == 0
    header = sealing.read_header(sealing.read((place / "sealed/header.json").read_bytes()))
    sealing.check_header(header, plan)
    assert header.header_hash in capsys.readouterr().out
    assert header.client == client()
    released = {}
    for seat in (("committee", 1), ("committee", 3), ("committee", 4), ("inspectorate", 0)):
        data = (place / "sealed/shares" / f"{seat[0]}-{seat[1]}.age").read_bytes()
        released[seat] = sealing.open_share(data, keys[seat], seat, header, plan)
    ciphertext = (place / "sealed/ciphertext.age").read_bytes()
    manifest, contents = sealing.open_envelope(header, sealing.recover(header, plan, released), ciphertext)
    assert (manifest.price["total_sen"], contents) == (8_950_000_000_000, [b"%PDF-1.7 penawaran"])


def test_the_bidder_opens_it_with_the_key_file(folder, capsys, monkeypatch):
    place, _plan, _keys = folder
    seal(place, "--total-sen", "100")
    passphrase = capsys.readouterr().out.split("passphrase  ")[1].split()[0]
    assert len(passphrase.split("-")) == 8
    assert b"AGE-SECRET-KEY" not in (place / "sealed/bid-key.age").read_bytes()
    assert reopen(place, "lain", monkeypatch) == 1
    assert not (place / "opened").exists()
    assert reopen(place, passphrase, monkeypatch) == 0
    assert (place / "opened/files/penawaran.pdf").read_bytes() == b"%PDF-1.7 penawaran"


def test_wrong_asks_are_refused_and_nothing_is_written(folder, capsys):
    place, _plan, _keys = folder
    assert seal(place) == 1
    assert "envelope-manifest.price" in capsys.readouterr().err
    assert seal(place, "--total-sen", "1", "--envelope", "file1") == 1
    assert not (place / "sealed").exists()
    (place / "plan.json").write_bytes((place / "plan.json").read_bytes().replace(b'"k":3', b'"k":1'))
    assert seal(place, "--total-sen", "1") == 1
    assert "seal-plan.groups[0].k" in capsys.readouterr().err

"""The public pages, the tiles, the API, and receipts checked by the stand-alone script."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.audit import merkle, notes, queries, services
from pendopo.audit.models import Leaf
from pendopo.audit.verifier import pendopo_verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(note_down):
    """Three public acts and a private one (leaf 2), signed."""
    for number in range(2):
        note_down(number)
    note_down(2, event="audit.sample.closed")
    note_down(3)
    return services.seal()


def test_the_page_shows_public_acts_and_no_person(client, signed):
    page = client.get("/transparansi/log/")
    assert page.status_code == 200
    text = page.content.decode()
    assert [f"thing {number} opened in Dinas" in text for number in range(4)] == [True, True, False, True]
    assert "Siti" not in text
    assert bytes(signed.root).hex() in text


def test_the_page_of_an_empty_log_says_so(client):
    assert "Belum ada tindakan publik" in client.get("/transparansi/log/").content.decode()


def test_a_private_act_has_no_page(client, signed):
    assert [client.get(f"/transparansi/log/{index}/").status_code for index in (1, 2, 9)] == [200, 404, 404]


def test_an_act_that_is_not_signed_yet_waits(client, signed, note_down):
    note_down(4)
    assert client.get("/transparansi/log/4/").status_code == 404


def test_the_list_asks_as_often_for_twenty_as_for_two(client, note_down, django_assert_num_queries):
    for number in range(20):
        note_down(number)
    services.seal()
    client.get("/transparansi/log/")
    with django_assert_num_queries(2):
        page = queries.public_leaves_visible_to(None)
        assert len([queries.sentence(leaf.entry) for leaf in page]) == 20


def receipt_file(client, folder, index=1):
    file = folder / "receipt.json"
    file.write_bytes(client.get(f"/transparansi/log/{index}/tanda-terima/").content)
    return file


def test_a_receipt_is_checked_without_django(client, signed, tmp_path):
    script = tmp_path / "pendopo_verify.py"
    script.write_bytes(client.get("/log/pendopo_verify.py").content)
    command = [
        sys.executable,
        "-I",
        str(script),
        str(receipt_file(client, tmp_path)),
        "--key",
        notes.own_verifier_key(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "OK: entry 1 stands in the signed tree of 4 entries\n")


def test_a_proof_and_its_entry_are_checked_too(client, signed, tmp_path):
    proof, entry = tmp_path / "1.tlog-proof", tmp_path / "entry"
    proof.write_bytes(client.get("/transparansi/log/1/bukti/").content)
    entry.write_bytes(bytes(Leaf.objects.get(pk=1).entry.leaf_data))
    given = [str(proof), "--entry", str(entry), "--key", notes.own_verifier_key()]
    assert pendopo_verify.main(given) == 0
    entry.write_bytes(b"other")
    assert pendopo_verify.main(given) == 1


@pytest.mark.parametrize("part", ["entry", "proof"])
def test_every_changed_character_of_a_receipt_is_refused(client, signed, tmp_path, part):
    file = receipt_file(client, tmp_path)
    whole = json.loads(file.read_text())
    key = notes.own_verifier_key()
    for place in range(len(whole[part])):
        old = whole[part][place]
        changed = whole[part][:place] + ("B" if old != "B" else "C") + whole[part][place + 1 :]
        file.write_text(json.dumps(whole | {part: changed}))
        assert pendopo_verify.main([str(file), "--key", key]) != 0, (part, place)


def test_the_receipt_of_a_private_act_is_checked_by_its_salt(signed, tmp_path):
    receipt = queries.receipt(Leaf.objects.select_related("entry").get(pk=2))
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt))
    assert json.loads(receipt["entry"])["actor_label"] == "Siti Rahmawati"
    assert pendopo_verify.main([str(file), "--key", notes.own_verifier_key()]) == 0
    file.write_text(json.dumps(receipt | {"salt": "00" * 32}))
    assert pendopo_verify.main([str(file), "--key", notes.own_verifier_key()]) == 1


def test_the_tiles_give_the_signed_root(client, signed):
    tile = client.get("/log/tile/0/000.p/4").content
    hashes = [tile[at : at + 32] for at in range(0, 128, 32)]
    assert merkle.root(merkle.nodes_of(hashes), 4) == bytes(signed.root)
    entries = client.get("/log/tile/entries/000.p/4").content
    assert int.from_bytes(entries[:2]) == len(Leaf.objects.get(pk=0).entry.leaf_data)
    assert b"Siti" not in entries
    wrong = ["0/000", "0/000.p/5", "1/000.p/1", "0/001.p/1", "63/000.p/1", "0/000.p/300"]
    assert {client.get(f"/log/tile/{path}").status_code for path in wrong} == {404}


def test_a_full_tile_stands_above_two_hundred_and_fifty_six_leaves(client, note_down):
    for number in range(257):
        note_down(number)
    checkpoint = services.seal()
    first, second = client.get("/log/tile/0/000").content, client.get("/log/tile/0/001.p/1").content
    above = client.get("/log/tile/1/000.p/1").content
    assert (len(first), len(second), len(above)) == (8192, 32, 32)
    assert merkle.parent_hash(above, second) == bytes(checkpoint.root)


def test_the_checkpoint_is_served_as_signed(client, signed):
    assert client.get("/log/checkpoint").content.decode() == signed.note


def test_the_api_pages_by_index(client, signed):
    answer = client.get("/api/v1/audit/entries?after=0&unit=Dinas").json()
    assert ([row["index"] for row in answer["entries"]], answer["size"]) == ([1, 3], 4)
    assert set(answer["entries"][0]) == {"index", "event", "subject", "unit", "at", "data", "sentence"}


def test_the_catalogue_says_what_stands_open(client):
    rows = {row["event"]: row["public"] for row in client.get("/api/v1/audit/catalogue").json()}
    assert (rows["audit.sample.opened"], rows["audit.sample.closed"]) == (True, False)


def test_the_script_imports_nothing_of_ours():
    source = Path(pendopo_verify.__file__).read_text()
    assert "django" not in source.lower().replace("no django", "")
    assert "import pendopo" not in source
    assert "from pendopo" not in source

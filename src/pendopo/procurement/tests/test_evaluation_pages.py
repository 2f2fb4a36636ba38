"""Pages of the evaluation: the board, a sheet saved with and without a script, others' scores hidden at first."""

import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from pendopo.procurement.models import Criterion, EvaluationSheet, Minutes, Participant, PriceLine, SheetScore
from pendopo.procurement.tests import evaluation_factories as e


@pytest.fixture
def tender(opd):
    return e.run(opd)


@pytest.fixture
def pokja(tender):
    return e.committee(tender)


@pytest.fixture
def offer(tender):
    return e.offer(tender, 1, D(950_000_000), tkdn=D(40))


def address(name, tender, **more):
    return reverse(f"procurement:{name}", kwargs={"code": tender.code, **more})


def answers(tender, **wrong):
    """A complete sheet as a browser sends it."""
    return {f"nilai-{one.sequence}": "ya" for one in tender.criteria.all()} | wrong


def test_a_sheet_is_kept_at_every_change_and_signed_once(client, tender, pokja, offer):
    client.force_login(pokja[0])
    there = address("sheet", tender, participant=offer.pk)
    assert "Izin berusaha" in client.get(there).text
    part = client.post(there, {"nilai-1": "tidak", "catatan-1": "Tanpa tanggal"}, headers={"HX-Request": "true"})
    assert ("<html" in part.text, 'id="tersimpan"' in part.text) == (False, True)
    assert SheetScore.objects.get(criterion__sequence=1).note == "Tanpa tanggal"
    refused = client.post(there, {"nilai-1": "ya", "hand_in": "1"})
    assert "Isi setiap kriteria sebelum menandatangani: Kelengkapan dokumen" in refused.text
    done = client.post(there, answers(tender, hand_in="1"))
    assert done.url == address("merged_scores", tender, participant=offer.pk)
    assert EvaluationSheet.objects.get().handed_at is not None
    assert "tidak berubah lagi" in client.post(there, {"nilai-1": "tidak"}).text


def test_a_score_out_of_range_is_said_at_its_field_and_the_rest_is_kept(client, opd):
    tender = e.run(opd, evaluation="QUALITY_COST", kind="CONSULTANCY", method="SELECTION")
    pokja, offer = e.committee(tender), e.offer(tender, 1, D(1))
    client.force_login(pokja[0])
    scored = [8, 9, 10]
    sent = {"nilai-8": "101", "nilai-9": "82,5", "catatan-8": "x"}
    text = client.post(address("sheet", tender, participant=offer.pk), sent).text
    assert (text.count("Tulis nilai dari 0 sampai 100"), 'value="101"' in text, "Kesalahan:" in text) == (1, True, True)
    kept = SheetScore.objects.filter(criterion__sequence__in=scored, score__isnull=False)
    assert list(kept.values_list("criterion__sequence", "score")) == [(9, D("82.500"))]


def test_others_are_read_after_handing_in_and_by_the_auditor_after_merging(client, tender, pokja, offer, auditor):
    there = address("merged_scores", tender, participant=offer.pk)
    client.force_login(pokja[0])
    client.post(address("sheet", tender, participant=offer.pk), {"nilai-1": "ya"})
    e.filled(tender, offer, pokja[1:])
    assert "Belum boleh dibaca" in client.get(there).text
    e.filled(tender, offer, pokja[:1])
    assert "Anggota 2" in client.get(there).text
    client.force_login(auditor)
    assert "Belum boleh dibaca" in client.get(there).text
    client.force_login(pokja[0])
    assert client.post(address("evaluation_step", tender, action="conclude")).status_code == 302
    client.force_login(auditor)
    assert "Anggota 2" in client.get(there).text


def test_the_board_leads_to_the_winner_and_its_minutes(client, tender, pokja, offer):
    e.offer(tender, 2, D(1_190_000_000))
    client.force_login(pokja[0])
    client.post(address("sheet", tender, participant=offer.pk), {"nilai-1": "ya"})
    for one in Participant.objects.all():
        e.filled(tender, one, pokja)
    here = address("evaluation", tender)
    for action in ("conclude", "rank"):
        assert address("evaluation_step", tender, action=action) in client.get(here).text
        refused = client.post(address("evaluation_step", tender, action=action))
        if action == "rank":
            assert (refused.status_code, "klarifikasi dulu" in refused.text) == (409, True)
    client.post(address("clarify_price", tender, participant=offer.pk), {"explanation": "Stok", "accepted": "1"})
    for action in ("rank", "decide", "announce"):
        assert client.post(address("evaluation_step", tender, action=action)).status_code == 302
    text = client.get(here).text
    assert ("Rp855.000.000" in text, "Pemenang" in text, "Masa sanggah sampai" in text) == (True, True, True)
    minutes = Minutes.objects.get(kind="EVALUATION")
    client.post(address("sign_minutes", tender, minutes=minutes.pk))
    assert "Anggota 1" in re.search(r"BA-EVALUASI.*?</tr>", client.get(here).text, re.S).group()
    paper = client.get(address("minutes_paper", tender, minutes=minutes.pk))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


def test_lines_of_a_price_are_corrected_and_a_wrong_one_is_said(client, tender, pokja, offer):
    client.force_login(pokja[0])
    there = address("evaluation_price", tender, participant=offer.pk)
    row = {"name-1": "Meja", "volume-1": "10", "unit-1": "buah", "price-1": "97.000.000", "amount-1": "950.000.000"}
    text = client.post(there, row | {"name-2": "Ongkir", "volume-2": "x", "price-2": "-5"}).text
    assert ("Tulis angka, misalnya" in text, "Nilai tidak boleh di bawah nol" in text) == (True, True)
    assert (PriceLine.objects.count(), 'value="Ongkir"' in text) == (0, True)
    client.post(there, row)
    tkdn = client.post(
        address("note_tkdn", tender, participant=offer.pk), {"percent": "55,5", "evidence": "Sertifikat"}
    )
    assert tkdn.status_code == 302
    offer.refresh_from_db()
    assert (offer.corrected_amount, offer.tkdn_percent) == (D("970000000.00"), D("55.50"))
    assert "970.000.000" in client.get(there).text


def test_long_lists_of_prices_are_pasted_and_their_faults_named_by_row(client, tender, pokja, offer):
    client.force_login(pokja[0])
    there = address("evaluation_price", tender, participant=offer.pk)
    lines = [f"Pekerjaan {number}\t2,5\tm3\t1.000.000\t2.500.000" for number in range(1, 251)]
    text = client.post(there, {"paste": "\n".join([*lines, "Galian\tx\tm3\t1"])}).text
    assert ("Baris 251: Tulis angka" in text, PriceLine.objects.count()) == (True, 0)
    assert client.post(there, {"paste": "\n".join(lines)}).status_code == 302
    client.post(there, {"paste": " "})
    offer.refresh_from_db()
    assert (PriceLine.objects.count(), offer.corrected_amount) == (250, D(625_000_000))
    text = client.get(there).text
    assert ("Pekerjaan 250" in text, 'name="name-1"' in text) == (True, False)


def test_criteria_and_paper_offers_are_typed_in(client, opd):
    tender = e.run(opd, status="PREPARED")
    pokja = e.committee(tender)
    client.force_login(pokja[0])
    there = address("criteria", tender)
    assert 'value="Izin berusaha"' in client.get(there).text
    rows = {"part-1": "TECHNICAL", "name-1": "Mutu", "weight-1": "60", "part-2": "ADMINISTRATION", "name-2": "Surat"}
    asked = {"tie_rule": "EARLIER", "least_technical_score": "70", "unit_prices": "on"}
    assert "Jumlah bobot 60, bukan 100" in client.post(there, rows | asked).text
    client.post(there, rows | asked | {"weight-1": "100"})
    assert list(Criterion.objects.values_list("name", "weight")) == [("Mutu", D(100)), ("Surat", None)]
    type(tender).objects.update(status="CLOSED")
    one = Participant.objects.create(tender=tender, supplier=e.supplier())
    there = address("paper_offers", tender)
    assert "Tulis alasannya" in client.post(there, {f"price-{one.pk}": "1.000.000"}).text
    client.post(there, {f"price-{one.pk}": "1.000.000", "reason": "Diserahkan di kantor"})
    one.refresh_from_db()
    assert (one.status, one.price_amount) == ("SUBMITTED", D(1_000_000))


@pytest.mark.usefixtures("pokja")
def test_others_do_not_find_the_pages(client, tender, offer, other_official, ppk):
    client.force_login(other_official)
    for name, more in (("evaluation", {}), ("criteria", {}), ("sheet", {"participant": offer.pk})):
        assert client.get(address(name, tender, **more)).status_code == 404
    client.force_login(ppk)
    assert client.get(address("evaluation", tender)).status_code == 200
    assert client.get(address("sheet", tender, participant=offer.pk)).status_code == 403


def test_the_board_asks_as_often_for_two_offers_as_for_six(client, tender, pokja, django_assert_max_num_queries):
    client.force_login(pokja[0])
    counts = []
    for number in (1, 2, 3, 4, 5, 6):
        e.offer(tender, number, D(1_000_000_000))
        if number == 2:
            client.get(address("evaluation", tender))
        if number in (2, 6):
            with django_assert_max_num_queries(60) as asked:
                client.get(address("evaluation", tender))
            counts.append(len(asked))
    assert counts[0] == counts[1]

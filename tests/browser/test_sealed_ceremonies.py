"""Sealed bids in a real browser: the plan's buttons, two files, replaced, taken back, own key, sent again."""

import datetime as dt

import pyrage
import pytest

from pendopo.audit import services as audit
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import ciphertexts, queries, sealing, services
from pendopo.procurement.models import BidEnvelope, CommitteeMember, SealPlan, Tender
from pendopo.procurement.tests import ceremony_factories as c
from tests.browser.conftest import in_thread
from tests.browser.sealed import Seat, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUORUM = [("committee", 0), ("committee", 1), ("inspectorate", 0)]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PENDOPO_BIDS_COPY = tmp_path / "files", tmp_path / "copy"


def in_an_hour():
    return clock.now().replace(microsecond=0) + dt.timedelta(hours=1)


def dummy_answered(rehearsal, row):
    """A trustee who answers the rehearsal together without a browser."""
    user, identity, _trustee = row
    plan, header = sealing.read_plan(rehearsal.plan), sealing.read_header(rehearsal.header)
    share = queries.dummy_share(user, rehearsal)
    place = (share["group"], share["member"])
    mnemonic = sealing.open_share(c.base64.b64decode(share["ciphertext"]), identity, place, header, plan)
    services.answer_group_rehearsal(rehearsal_id=rehearsal.pk, mnemonic=mnemonic, actor=user, now=clock.now())


def key_file(held, folder):
    _user, identity, trustee = held
    file = folder / f"kunci-{trustee.pk}.age"
    file.write_bytes(pyrage.passphrase.encrypt(f"{identity}\n".encode(), "kata-sandi"))
    return file


def test_a_seal_plan_from_the_choice_to_the_confirmation(browser, live_server, axe, tmp_path, opd):
    tender = c.tender_of(opd, deadline_at=in_an_hour())
    held = c.trustees(at=clock.now())
    place = f"/workspace/pengadaan/tender/{tender.code}/rencana-sampul/"
    chair = Seat(browser, live_server.url, held["committee", 0][0], axe)
    page = chair.go(place)
    chair.look("plan-empty")
    page.get_by_role("button", name="Mulai gladi bersama").click()
    page.locator(".govuk-error-summary").wait_for()
    for box in page.locator("[name=committee], [name=inspectorate]").all():
        box.check()
    page.get_by_role("button", name="Mulai gladi bersama").click()
    page.get_by_role("heading", name="Gladi bersama sedang berjalan").wait_for()
    chair.look("plan-rehearsing")
    rehearsal = tender.group_rehearsals.get()
    for row in (held["committee", 1], held["inspectorate", 0]):
        in_thread(lambda row=row: dummy_answered(rehearsal, row))
    page = chair.go("/workspace/pengadaan/kunci/gladi/")
    page.locator("[data-at=key-file]").set_input_files(key_file(held["committee", 0], tmp_path))
    page.locator("[data-at=passphrase]").fill("kata sandi")
    page.locator("[data-at=rehearse]").click()
    page.locator("[data-at=dummies] li").wait_for(timeout=60_000)
    chair.look("rehearsed-together")
    page = chair.go(place)
    page.get_by_role("button", name="Terbitkan rencana").click()
    page.locator("[data-part=proven]").wait_for(timeout=30_000)
    page.get_by_role("button", name="Ini kunci saya").click()
    page.get_by_text("Anda mengonfirmasi").first.wait_for()
    chair.look("plan-published")
    assert SealPlan.objects.get().seats.get(member=0, group="committee").confirmed_at is not None


@pytest.fixture
def run(opd):
    """A run with two files that takes envelopes for an hour; its chair, one bidder in the browser, one by program."""
    tender = c.tender_of(opd, scheme="TWO_FILE", deadline_at=in_an_hour())
    held = c.trustees(at=clock.now())
    plan = in_thread(lambda: c.publish(tender, held, now=clock.now(), opening_at=tender.deadline_at))
    one = {"seat": "CHAIR", "appointed_at": clock.now(), "declared_at": clock.now()}
    CommitteeMember.objects.create(tender=tender, user=held["committee", 0][0], **one)
    return tender, held, plan, c.bidder(tender), c.bidder(tender, 1)


def sealed_in(seat, tender, kind, folder):
    """Seal and hand in one envelope in the browser: (key file, passphrase)."""
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/{kind}/")
    fill(page, folder, priced=kind != "file1")
    page.locator("[data-at=seal]").click()
    kept = seat.keep(folder)
    page.locator("[data-at=kept]").click()
    page.locator("[data-part=stored]").wait_for(timeout=30_000)
    return kept


def test_replaced_and_taken_back_before_the_deadline(browser, live_server, axe, tmp_path, run):
    tender, _held, _plan, bid, _other = run
    seat = Seat(browser, live_server.url, bid[1], axe)
    sealed_in(seat, tender, "file2", tmp_path)
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/")
    seat.look("two-files")
    page.get_by_role("link", name="Ganti dengan yang lain").click()
    page.get_by_text("Anda sudah menyerahkan sampul").wait_for()
    seat.look("replace")
    sealed_in(seat, tender, "file2", tmp_path)
    first, second = BidEnvelope.objects.order_by("pk")
    assert (first.status, second.status, first.superseded_by) == ("SUPERSEDED", "STORED", second)
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/")
    page.get_by_role("link", name="Tarik sampul").click()
    seat.look("withdraw")
    page.get_by_role("button", name="Tarik sampul").click()
    page.get_by_text("Sampul ditarik").first.wait_for()
    seat.look("withdrawn")
    second.refresh_from_db()
    assert second.status == "WITHDRAWN"


def handed_in(tender, held, stage, without):
    """A quorum hands in its shares by program; of one envelope they say that theirs do not open."""
    ceremony = c.Ceremony(tender, held, stage)
    for place in QUORUM:
        rows = [
            one if one["header_hash"] != without else {"header_hash": without, "problem": "rusak"}
            for one in ceremony.take(place)
        ]
        services.hand_in_shares(**ceremony.where, shares=rows, actor=held[place][0])


def test_two_files_with_an_own_key_and_an_envelope_sent_again(browser, live_server, axe, tmp_path, run):
    tender, held, plan, bid, other = run
    seat = Seat(browser, live_server.url, bid[1], axe)
    file, said = sealed_in(seat, tender, "file1", tmp_path)
    sealed_in(seat, tender, "file2", tmp_path)
    damaged, _row = in_thread(lambda: c.hand_in(other, plan, envelope="file1", price=None))
    in_thread(lambda: c.hand_in(other, plan, envelope="file2"))
    Tender.objects.filter(pk=tender.pk).update(deadline_at=clock.now() - dt.timedelta(minutes=1))
    for root in ciphertexts.roots():
        for part in (root / damaged.header.header_hash).iterdir():
            part.write_bytes(b"rusak")
    chair = Seat(browser, live_server.url, held["committee", 0][0], axe)
    page = chair.go(f"/workspace/pengadaan/tender/{tender.code}/pembukaan/file1/")
    own = BidEnvelope.objects.get(participant=bid[0], envelope="file1").header_hash
    to_the_keys(page, lambda: handed_in(tender, held, "file1", own))
    page.locator("[data-at=envelope-rows] .p-tag--late").first.wait_for()
    chair.look("opening-losses")
    present(seat, tender, file, said)
    send_again(Seat(browser, live_server.url, other[1], axe), tender, damaged, tmp_path)
    shown(page, chair)
    assert set(BidEnvelope.objects.filter(envelope="file1").values_list("status", flat=True)) == {"OPENED"}
    page = chair.go(f"/workspace/pengadaan/tender/{tender.code}/pembukaan/file2/")
    event = "procurement.technical_result.announced"
    in_thread(lambda: audit.record(actor=SYSTEM, event=event, subject=tender, unit=tender.unit, now=clock.now()))
    page.reload()
    to_the_keys(page, lambda: handed_in(tender, held, "file2", ""))
    shown(page, chair)
    assert set(BidEnvelope.objects.values_list("status", flat=True)) == {"OPENED"}


def to_the_keys(page, hand_in):
    """Close, call the seats, let them hand in, put the keys together."""
    page.locator("[data-at=closing]").click()
    page.locator("[data-at=seats]").wait_for()
    for place in ("committee-0", "committee-1", "inspectorate-0"):
        page.locator(f"label[for=kursi-{place}]").click()
    page.locator("[data-at=seats]").click()
    page.locator("[data-at=recovery]").wait_for()
    in_thread(hand_in)
    page.locator("[data-at=recovery]").click()
    page.locator("[data-at=reveal]").wait_for(timeout=30_000)


def present(seat, tender, file, said):
    """The bidder's own key at step 4."""
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/pembukaan/file1/")
    page.locator("[data-at=bid-key]").set_input_files(file)
    page.locator("[data-at=bid-words]").fill(said)
    seat.look("own-key")
    page.locator("[data-at=present-key]").click()
    page.get_by_text("Kunci Anda diterima").wait_for(timeout=60_000)
    assert not page.locator("[data-at=may-copy]").is_visible()


def send_again(seat, tender, sealed, folder):
    """Another file is refused; the same bytes make the envelope whole."""
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/pembukaan/file1/")
    for content, words in (
        (sealed.ciphertext[:-1], "Ini sampul lain"),
        (sealed.ciphertext[:-1] + b"\0", "Ini sampul lain"),
        (sealed.ciphertext, "Sampul sudah utuh kembali"),
    ):
        file = folder / "sampul.age"
        file.write_bytes(content)
        page.locator("[data-at=copy]").set_input_files(file)
        page.locator("[data-at=send-copy]").click()
        page.get_by_text(words).wait_for(timeout=30_000)
        seat.said.clear()  # the browser itself notes the refusal of the server
    page.locator("[data-at=may-copy]").wait_for(state="hidden")


def shown(page, chair):
    page.locator("[data-at=reveal]").click()
    page.locator("[data-at=minutes]").wait_for(timeout=30_000)
    page.locator("[data-at=minutes]").click()
    page.get_by_text("Pembukaan selesai.").first.wait_for(timeout=60_000)
    chair.look("stage-over")

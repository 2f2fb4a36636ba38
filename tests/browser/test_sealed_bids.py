"""Sealed bids in a real browser with the policy of content on: keys, plan, envelopes; what it seals Python opens."""

import datetime as dt
import json

import pyrage
import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.procurement import sealing, services
from pendopo.procurement.models import BidEnvelope, CommitteeMember, Tender, Trustee
from pendopo.procurement.tests import ceremony_factories as c
from tests.browser.conftest import in_thread
from tests.browser.sealed import Seat, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def test_a_trustee_makes_a_key_and_rehearses_from_its_file(browser, live_server, axe, tmp_path):
    user = people.person("sri@contoh.id", "Sri Wahyuni", roles=["pokja"])
    seat = Seat(browser, live_server.url, user, axe)
    page = seat.go("/workspace/pengadaan/kunci/")
    page.locator("[data-at=make]").click()
    file, said = seat.keep(tmp_path)
    seat.look("key")
    page.locator("[data-at=kept]").click()
    page.locator("[data-part=made]").wait_for()
    trustee = Trustee.objects.get()
    assert (trustee.role, bool(trustee.proven_at), trustee.rehearsed_at) == ("committee", True, None)
    key = sealing.read(pyrage.passphrase.decrypt(file.read_bytes(), said))
    assert (key["recipient"], sealing.recipient_of(key["identity"])) == (trustee.recipient, trustee.recipient)
    page = seat.go("/workspace/pengadaan/kunci/gladi/")
    page.locator("[data-at=key-file]").set_input_files(file)
    page.locator("[data-at=passphrase]").fill("kata yang salah")
    page.locator("[data-at=rehearse]").click()
    page.get_by_text("Kata sandi tidak cocok").wait_for(timeout=60_000)
    page.locator("[data-at=passphrase]").fill(said.replace("-", " "))
    page.locator("[data-at=rehearse]").click()
    page.locator("[data-part=done]").wait_for(timeout=60_000)
    seat.look("rehearsal")
    trustee.refresh_from_db()
    assert trustee.rehearsed_at is not None


@pytest.fixture
def run(opd):
    """A run with a confirmed plan that takes envelopes for an hour, its trustees and a bidder."""
    now = clock.now()
    tender = c.tender_of(opd, deadline_at=now.replace(microsecond=0) + dt.timedelta(hours=1))
    held = c.trustees(at=now)
    plan = in_thread(lambda: c.publish(tender, held, now=now, opening_at=tender.deadline_at))
    return tender, held, plan, c.bidder(tender)


def test_what_the_browser_seals_python_opens(browser, live_server, axe, tmp_path, run):
    tender, held, plan, (_participant, user) = run
    seat = Seat(browser, live_server.url, user, axe)
    seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/")
    seat.look("envelopes-none")
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/single/")
    offer = fill(page, tmp_path)
    assert page.locator("[data-at=total]").inner_text() == "Rp17.343.750,50"
    seat.look("seal")
    page.locator("[data-at=seal]").click()
    file, said = seat.keep(tmp_path)
    seat.look("sealed")
    page.locator("[data-at=kept]").click()
    page.locator("[data-part=stored]").wait_for(timeout=30_000)
    seat.look("stored")
    receipt = json.loads(seat.saved("save-receipt", tmp_path).read_text())
    envelope = BidEnvelope.objects.get()
    assert (envelope.status, envelope.header["client"]["name"]) == ("STORED", "pendopo-browser")
    assert json.loads(receipt["entry"])["data"]["header_hash"] == envelope.header_hash
    shares = {(one.group, one.member): bytes(one.ciphertext) for one in envelope.shares.all()}
    header = sealing.read_header(envelope.header)
    opened = {place: sealing.open_share(shares[place], held[place][1], place, header, plan) for place in held}
    identity = sealing.recover(header, plan, opened)
    assert pyrage.passphrase.decrypt(file.read_bytes(), said).decode() == f"{identity}\n"
    manifest, contents = sealing.open_envelope(header, identity, seat.saved("save-envelope", tmp_path).read_bytes())
    assert contents[0] == offer.read_bytes()
    assert [line.name for line in manifest.files] == ["penawaran.pdf", "rincian-harga.json"]
    assert manifest.price == {"total_sen": 1_734_375_050, "currency": "IDR", "lines_sha256": manifest.files[1].sha256}
    seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/")
    seat.look("envelopes")


def test_after_a_cut_and_a_reload_the_same_envelope_goes_on(browser, live_server, axe, tmp_path, run):
    tender, _held, _plan, (_participant, user) = run
    seat = Seat(browser, live_server.url, user, axe)
    page = seat.go(f"/workspace/pengadaan/tender/{tender.code}/sampul/single/")
    fill(page, tmp_path)
    page.locator("[data-at=seal]").click()
    seat.keep(tmp_path)
    page.route("**/ciphertext", lambda route: route.abort("internetdisconnected"))
    page.locator("[data-at=kept]").click()
    page.get_by_text("Sambungan terputus").wait_for(timeout=30_000)
    envelope = BidEnvelope.objects.get()
    assert (envelope.status, envelope.shares.count(), envelope.received) == ("COMMITTED", 4, 0)
    page.unroute_all()
    page.reload()
    page.locator("[data-part=resume]").wait_for()
    page.locator("[data-at=go-on]").click()
    page.locator("[data-part=stored]").wait_for(timeout=30_000)
    envelope.refresh_from_db()
    assert (envelope.status, BidEnvelope.objects.count()) == ("STORED", 1)


def opened_here(tender, held, plan, place):
    """A trustee who hands in without a browser."""
    user, identity, _trustee = held[place]
    shares = services.release_shares(tender_id=tender.pk, stage="single", actor=user)
    found = [
        {"header_hash": one.envelope.header_hash,
         "mnemonic": sealing.open_share(
             one.ciphertext, identity, place, sealing.read_header(one.envelope.header), plan)}
        for one in shares
    ]  # fmt: skip
    services.hand_in_shares(tender_id=tender.pk, stage="single", shares=found, actor=user)


def opened_in_the_browser(seat, held, tmp_path, number):
    """A trustee at the opening: key file and passphrase, shares opened in the browser."""
    _user, identity, trustee = held
    file = tmp_path / f"kunci-{trustee.pk}.age"
    file.write_bytes(pyrage.passphrase.encrypt(f"{identity}\n".encode(), "kata-sandi"))
    page = seat.go(f"/workspace/pengadaan/tender/{number}/pembukaan/single/")
    page.locator("[data-at=key-file]").set_input_files(file)
    page.locator("[data-at=passphrase]").fill("kata sandi")
    page.locator("[data-at=open-shares]").click()
    page.get_by_text("1 bagian kunci diserahkan.").wait_for(timeout=60_000)
    seat.context.close()


def test_a_ceremony_from_the_close_to_the_audit(browser, live_server, axe, tmp_path, run):
    tender, held, plan, bid = run
    in_thread(lambda: c.hand_in(bid, plan))
    CommitteeMember.objects.create(
        tender=tender, user=held["committee", 0][0], seat="CHAIR", appointed_at=clock.now(), declared_at=clock.now()
    )
    Tender.objects.filter(pk=tender.pk).update(deadline_at=clock.now() - dt.timedelta(minutes=1))
    chair = Seat(browser, live_server.url, held["committee", 0][0], axe)
    page = chair.go(f"/workspace/pengadaan/tender/{tender.code}/pembukaan/single/")
    page.locator("[data-at=closing]").click()
    page.locator("[data-at=seats]").wait_for()
    for place in ("committee-0", "committee-1", "inspectorate-0"):
        page.locator(f"label[for=kursi-{place}]").click()
    chair.look("opening-seats")
    page.locator("[data-at=seats]").click()
    page.locator("[data-at=recovery]").wait_for()
    chair.look("opening-shares")
    other = Seat(browser, live_server.url, held["committee", 1][0], axe)
    opened_in_the_browser(other, held["committee", 1], tmp_path, tender.code)
    for place in (("committee", 0), ("inspectorate", 0)):
        in_thread(lambda place=place: opened_here(tender, held, plan, place))
    page.locator("[data-at=recovery]").click()
    page.locator("[data-at=reveal]").wait_for(timeout=30_000)
    assert "Rp" not in page.locator("[data-at=envelope-rows]").inner_text()
    page.locator("[data-at=reveal]").click()
    page.locator("[data-at=minutes]").wait_for(timeout=30_000)
    assert "Rp895.000.000" in page.locator("[data-at=envelope-rows]").inner_text()
    chair.look("opening-shown")
    page.locator("[data-at=minutes]").click()
    page.get_by_text("Pembukaan selesai.").first.wait_for(timeout=60_000)
    assert BidEnvelope.objects.get().status == "OPENED"
    page = chair.go(f"/pengadaan/tender/{tender.code}/audit/")
    assert page.locator("h1").inner_text() == "Setiap penawaran yang masuk punya hasil"
    chair.look("audit")
    chair.go("/pengadaan/sampul/")
    chair.look("explained")
    chair.go(f"/workspace/pengadaan/tender/{tender.code}/rencana-sampul/")
    chair.look("plan")

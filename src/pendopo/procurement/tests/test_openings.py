"""The ceremony as it should go: each step by whom it is due, nothing known too early."""

import base64
import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.accounts.tests import factories as people
from pendopo.audit import queries as log
from pendopo.audit import services as audit
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.procurement import ciphertexts, opening_memory, sealing, services
from pendopo.procurement.models import BidFile, HandedSecret, Minutes, Opening, Participant
from pendopo.procurement.services import EnvelopeRefused
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

MINUTE = dt.timedelta(minutes=1)
COMMITTEE = [("committee", 0), ("committee", 1), ("committee", 2)]
INSPECTOR = ("inspectorate", 0)
QUORUM = [("committee", 0), ("committee", 2), INSPECTOR]


def test_from_the_closing_to_signed_prices(sealed_tender, ceremony, bids, at, django_capture_on_commit_callbacks):
    at["now"] = s.DEADLINE
    opening = ceremony.close()
    closed = Entry.objects.get(event="procurement.bidding.closed")
    assert (closed.data["committed"], closed.data["stored"], closed.kind) == (2, 2, "OPEN")
    ceremony.seat(*QUORUM)
    ceremony.hand_in(*QUORUM)
    assert ceremony.recover().fallback_until is None
    assert set(c.statuses().values()) == {"RECOVERED"}
    assert Participant.objects.filter(price_amount__isnull=False).count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        ceremony.reveal()
    assert sorted(Participant.objects.values_list("status", "price_amount")) == [
        ("SUBMITTED", Decimal("895000000.00")), ("SUBMITTED", Decimal("910000000.50")),
    ]  # fmt: skip
    assert not HandedSecret.objects.exists()
    assert not opening_memory._path(opening.pk).exists()
    opening = ceremony.finish()
    sealed_tender.refresh_from_db()
    assert (opening.status, sealed_tender.status, c.equal(opening)) == ("FINISHED", "OPENED", True)
    assert opening.log_after["size"] > opening.log_before["size"]
    assert Minutes.objects.get().facts["counts"] == {"committed": 2, "opened": 2}
    data = c.outcomes()[bids[1][1].header.header_hash]
    assert (data["result"], data["price_total_sen"], len(data["payload_sha256"])) == ("opened", 91_000_000_050, 64)
    assert data["seats"] == [["committee", 0], ["committee", 2], ["inspectorate", 0]]
    file = BidFile.objects.filter(name="penawaran.pdf").first()
    stored = ciphertexts.opened_file(file.bid_envelope.header_hash, file.number).read_bytes()
    assert stored == s.FILES[0].content
    letters = Notice.objects.filter(event="procurement.opening.finished", channel="INBOX")
    assert {notice.recipient for notice in letters} == {bid[1] for bid, _sealed in bids}
    assert f"\n{opening.log_after['size']}\n" in letters[0].body
    audit.seal()
    assert list(log.problems()) == []


def test_nothing_is_closed_before_deadline_and_grace_are_over(ceremony, bids, at):
    at["now"] = s.DEADLINE - dt.timedelta(milliseconds=1)
    with pytest.raises(EnvelopeRefused, match="early"):
        ceremony.close()
    assert not Opening.objects.exists()


def test_clocks_that_disagree_stop_the_opening_and_the_log_says_so(ceremony, bids, at, monkeypatch):
    at["now"] = s.DEADLINE + MINUTE
    monkeypatch.setattr(clock, "now", lambda: s.DEADLINE + MINUTE + dt.timedelta(seconds=2.1))
    assert ceremony.close().status == "STOPPED"
    assert Entry.objects.get(event="procurement.opening.stopped").data["seconds"] == "2.1"
    with pytest.raises(EnvelopeRefused, match="step"):
        ceremony.seat()
    monkeypatch.setattr(clock, "now", lambda: s.DEADLINE + MINUTE + dt.timedelta(seconds=2))
    assert ceremony.close().status == "CLOSED"


@pytest.mark.parametrize("places", [COMMITTEE, [COMMITTEE[0], INSPECTOR], [INSPECTOR], []])
def test_without_a_quorum_of_both_sides_it_is_postponed(ceremony, bids, at, places):
    at["now"] = s.DEADLINE
    ceremony.close()
    opening = services.seat_trustees(**ceremony.where, present=places, actor=ceremony.chair)
    assert (opening.status, opening.present) == ("CLOSED", [])
    assert Entry.objects.filter(event="procurement.opening.postponed").count() == 1
    with pytest.raises(EnvelopeRefused, match="step"):
        services.release_shares(**ceremony.where, actor=ceremony.held[INSPECTOR][0])
    assert not Entry.objects.filter(event="procurement.share.released").exists()


def test_no_share_leaves_before_the_trustees_are_seated_and_each_one_is_logged(ceremony, bids, at):
    for moment in (s.DEADLINE - MINUTE, s.DEADLINE):
        at["now"] = moment
        with pytest.raises(EnvelopeRefused, match="step"):
            services.release_shares(**ceremony.where, actor=ceremony.held[INSPECTOR][0])
    ceremony.close()
    ceremony.seat(*QUORUM)
    with pytest.raises(EnvelopeRefused, match="absent"):
        ceremony.take(("committee", 1))
    ceremony.take(INSPECTOR)
    entry = Entry.objects.get(event="procurement.share.released")
    assert (entry.kind, entry.data["group"], entry.data["member"]) == ("OPEN", "inspectorate", 0)
    assert sorted(entry.data["header_hashes"]) == sorted(c.statuses())


def test_only_the_chair_leads(ceremony, bids, at, resident):
    at["now"] = s.DEADLINE
    for actor in (resident, bids[0][0][1], ceremony.held[INSPECTOR][0]):
        with pytest.raises(PermissionDenied):
            services.close_bidding(**ceremony.where, actor=actor)
    assert not Opening.objects.exists()


def test_steps_are_not_skipped(ceremony, bids, at):
    at["now"] = s.DEADLINE
    ceremony.close()
    for step, refusal in (
        (ceremony.recover, MoveRefused),
        (ceremony.reveal, MoveRefused),
        (ceremony.finish, EnvelopeRefused),
    ):
        with pytest.raises(refusal):
            step()
    with pytest.raises(EnvelopeRefused, match="step"):
        ceremony.close()


def test_a_bad_share_of_a_trustee_is_named_and_others_open(ceremony, bids, at):
    """One of three mistyped (another envelope's share): the two others and the inspector are a quorum."""
    at["now"] = s.DEADLINE
    ceremony.close()
    ceremony.seat()
    rows = ceremony.take(COMMITTEE[0])
    swapped = [rows[0] | {"mnemonic": rows[1]["mnemonic"]}, {"header_hash": rows[1]["header_hash"], "problem": "rusak"}]
    made = services.hand_in_shares(**ceremony.where, shares=swapped, actor=ceremony.held[COMMITTEE[0]][0])
    assert (made.accepted, len(made.refused)) == (0, 2)
    assert "share.share_sha256" in made.refused[0][1]
    ceremony.hand_in(*COMMITTEE[1:], INSPECTOR)
    ceremony.recover()
    assert set(c.statuses().values()) == {"RECOVERED"}


def test_the_whole_ceremony_over_the_api(client, ceremony, bids, at):
    """What the pages call, and that nobody learns a name or a price before all is shown."""
    place = "/api/v1/procurement/tenders/T-1/openings/single"

    def post(actor, step, **body):
        client.force_login(actor)
        return client.post(f"{place}/{step}", body, content_type="application/json")

    at["now"] = s.DEADLINE
    client.force_login(ceremony.chair)
    assert client.get(place).json()["acts"] == ["closing"]
    assert post(ceremony.chair, "closing").json()["counts"] == {"committed": 2, "stored": 2}
    present = [{"group": group, "member": member} for group, member in QUORUM]
    assert post(ceremony.chair, "seats", present=present).json()["status"] == "SEATED"
    for seat in QUORUM:
        user, identity, _trustee = ceremony.held[seat]
        taken = post(user, "shares").json()
        rows = []
        for share in taken["shares"]:
            header = sealing.read_header(share["header"])
            plan = sealing.read_plan(taken["plans"][header.plan_hash])
            data = base64.b64decode(share["ciphertext"])
            rows.append(
                {
                    "header_hash": share["header_hash"],
                    "mnemonic": sealing.open_share(data, identity, seat, header, plan),
                }
            )
        assert post(user, "mnemonics", shares=rows).json() == {"accepted": 2, "refused": []}
    shown = post(ceremony.chair, "recovery").json()
    assert [(one["recovered"], one["supplier"], one["price_total_sen"]) for one in shown["envelopes"]] == [
        (True, None, None)
    ] * 2
    shown = post(ceremony.chair, "reveal").json()
    assert [one["price_total_sen"] for one in shown["envelopes"]] == [89_500_000_000, 91_000_000_050]
    assert post(ceremony.chair, "minutes").json()["status"] == "FINISHED"
    file = shown["envelopes"][0]["files"][0]["id"]
    path = f"/api/v1/procurement/tenders/T-1/bid-files/{file}"
    assert b"".join(client.get(path).streaming_content) == s.FILES[0].content
    client.force_login(bids[1][0][1])
    assert client.get(path).status_code == 404
    client.force_login(people.person("lain@contoh.id", "Orang Lain", roles=[]))
    assert client.get(place).status_code == 404


def test_nothing_is_known_of_bids_before_the_closing(client, ceremony, bids):
    client.force_login(ceremony.chair)
    shown = client.get("/api/v1/procurement/tenders/T-1/openings/single").json()
    assert (shown["status"], shown["envelopes"], shown["counts"], shown["acts"]) == (None, [], {}, [])


@pytest.mark.usefixtures("bids")
def test_state_and_audit_ask_as_often_for_two_bids_as_for_four(client, sealed_tender, seal_plan, ceremony, at):
    few = asked(client, ceremony, at)
    Opening.objects.all().delete()
    type(sealed_tender).objects.update(status="OPEN")
    at["now"] = s.DEADLINE - MINUTE
    for number in (2, 3):
        c.hand_in(c.bidder(sealed_tender, number), seal_plan)
    assert asked(client, ceremony, at) == few


def asked(client, ceremony, at):
    """How many queries the chair's state and the audit take, once all is shown."""
    at["now"] = s.DEADLINE
    ceremony.to_the_keys(*QUORUM)
    ceremony.reveal()
    client.force_login(ceremony.chair)
    counts = []
    for path in ("openings/single", "audit"):
        address = f"/api/v1/procurement/tenders/T-1/{path}"
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counts.append(len(found))
    return counts

"""A run from its announcement to its deadline: what is missing, the clock, amendments, questions, who takes part."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.organisations.models import Supplier
from pendopo.procurement import services
from pendopo.procurement.models import Bidder, Participant, SupplierAccount, TenderDocument
from pendopo.procurement.services import SentFile, TenderRefused, TenderUnready
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests.test_contracts import supplier

pytestmark = pytest.mark.django_db
MILLISECOND = dt.timedelta(milliseconds=1)


def pdf():
    """A PDF of one empty page."""
    with pikepdf.new() as made:
        made.add_blank_page()
        written = io.BytesIO()
        made.save(written)
    return written.getvalue()


@pytest.fixture
def tender(lines, opd):
    """A run with everything it needs, its committee in `members`."""
    made, made.members = r.ready(opd, lines)
    return made


@pytest.fixture
def told(monkeypatch):
    """Says what the database's clock is."""
    return lambda moment: monkeypatch.setattr(clock, "locked_now", lambda: moment)


@pytest.fixture
def announced(tender, told):
    services.announce_tender(tender_id=tender.pk, actor=tender.members[0], now=r.NOW)
    tender.refresh_from_db()
    told(r.NOW)
    return tender


@pytest.fixture
def firm(db):
    """A verified supplier with an account of its own."""
    made = supplier("1234567890123")
    Supplier.objects.filter(pk=made.pk).update(status="VERIFIED")
    made.user = people.person("pemasok@contoh.id", "Pemasok")
    SupplierAccount.objects.create(supplier=made, user=made.user, named_at=r.NOW)
    return made


def refused(act, **given):
    with pytest.raises(TenderRefused) as caught:
        act(**given)
    return caught.value.code


def test_a_bare_run_lists_everything_that_is_missing(lines, opd):
    tender = r.prepared(r.package(opd, lines))
    with pytest.raises(TenderUnready) as caught:
        services.announce_tender(tender_id=tender.pk, **r.BY)
    everything = ["hps", "hps_ceiling", "kak", "contract", "committee", "declarations", "schedule", "seal_plan"]
    assert caught.value.missing == everything
    tender.refresh_from_db()
    assert (tender.status, tender.announced_at) == ("PREPARED", None)


def test_one_declaration_that_is_missing_or_states_an_interest_refuses(tender):
    services.declare_interest(tender_id=tender.pk, interest="Saham", actor=tender.members[1], now=r.NOW)
    with pytest.raises(TenderUnready) as caught:
        services.announce_tender(tender_id=tender.pk, actor=tender.members[0], now=r.NOW)
    assert caught.value.missing == ["declarations"]


def test_an_estimate_of_more_than_28_working_days_before_the_deadline_is_too_old(tender):
    tender.hps_versions.update(decided_at=r.NOW - dt.timedelta(days=33))
    services.announce_tender(tender_id=tender.pk, actor=SYSTEM, now=r.NOW)


def test_one_day_older_is_refused(tender):
    tender.hps_versions.update(decided_at=r.NOW - dt.timedelta(days=34))
    with pytest.raises(TenderUnready) as caught:
        services.announce_tender(tender_id=tender.pk, actor=SYSTEM, now=r.NOW)
    assert caught.value.missing == ["hps_age"]


def test_the_committee_announces_and_nobody_else(tender, ppk):
    with pytest.raises(PermissionDenied):
        services.announce_tender(tender_id=tender.pk, actor=ppk, now=r.NOW)
    assert services.announce_tender(tender_id=tender.pk, actor=tender.members[2], now=r.NOW).status == "ANNOUNCED"
    assert tender.evaluation_plan.standard
    entry = Entry.objects.filter(event="procurement.tender.announced").get()
    assert entry.data["hps"] == "832500000.00"


def test_a_sealed_run_needs_the_plan_of_its_own_deadline(tender):
    type(tender).objects.update(sealed=True)
    with pytest.raises(TenderUnready) as caught:
        services.announce_tender(tender_id=tender.pk, actor=tender.members[0], now=r.NOW)
    assert caught.value.missing == ["seal_plan"]


def test_the_clock_opens_and_closes_to_the_millisecond(announced, told):
    opens = announced.steps.get(code="upload_bid").starts_at
    states = []
    for moment in (opens - MILLISECOND, opens, announced.deadline_at - MILLISECOND, announced.deadline_at):
        told(moment)
        states.append(services.turn_tender(tender_id=announced.pk, actor=SYSTEM).status)
    assert states == ["ANNOUNCED", "OPEN", "OPEN", "CLOSED"]


def test_the_minute_job_turns_what_is_due_even_late(announced, told):
    late = announced.deadline_at + dt.timedelta(hours=3)
    told(late)
    assert (services.turn_tenders(actor=SYSTEM, now=late), services.turn_tenders(actor=SYSTEM, now=late)) == (1, 0)
    announced.refresh_from_db()
    events = list(
        Entry.objects.filter(event__in=["procurement.bidding.opened", "procurement.tender.closed"]).order_by("pk")
    )
    assert (announced.status, [one.event.split(".")[2] for one in events]) == ("CLOSED", ["opened", "closed"])


def test_a_person_does_not_turn_the_clock(announced):
    with pytest.raises(PermissionDenied):
        services.turn_tender(tender_id=announced.pk, actor=announced.members[0])


def test_a_supplier_registers_until_the_deadline(announced, firm, told):
    given = {"tender_id": announced.pk, "supplier_id": firm.pk, "actor": firm.user, "now": r.NOW}
    told(announced.deadline_at)
    assert (refused(services.register_participant, **given), Participant.objects.count()) == ("late", 0)
    told(announced.deadline_at - MILLISECOND)
    made = services.register_participant(**given)
    assert services.register_participant(**given) == made
    assert (Bidder.objects.get().user, made.status, made.registered_at) == (firm.user, "INVITED", r.NOW)


def test_nobody_registers_for_somebody_else_or_unverified(announced, firm):
    given = {"tender_id": announced.pk, "supplier_id": firm.pk, "now": r.NOW}
    with pytest.raises(PermissionDenied):
        services.register_participant(actor=people.person("lain@contoh.id", "Lain"), **given)
    Supplier.objects.update(status="SUBMITTED")
    assert refused(services.register_participant, actor=firm.user, **given) == "unverified"


def test_questions_are_of_participants_and_answers_stand_once(announced, firm, told):
    part = services.register_participant(tender_id=announced.pk, supplier_id=firm.pk, actor=firm.user, now=r.NOW)
    with pytest.raises(PermissionDenied):
        services.ask_question(participant_id=part.pk, text="Apakah?", actor=announced.members[0], now=r.NOW)
    asked = services.ask_question(participant_id=part.pk, text=" Apakah boleh? ", actor=firm.user, now=r.NOW)
    assert (asked.number, asked.text) == (1, "Apakah boleh?")
    given = {"question_id": asked.pk, "actor": announced.members[1], "now": r.NOW}
    services.answer_question(answer="Boleh.", **given)
    assert refused(services.answer_question, answer="Tidak.", **given) == "answered"
    told(announced.deadline_at)
    assert refused(services.ask_question, participant_id=part.pk, text="?", actor=firm.user, now=r.NOW) == "late"


def test_an_amendment_moves_the_deadline_and_what_waits_for_it(announced, told):
    day = dt.timedelta(days=1)
    before = announced.deadline_at
    given = {"tender_id": announced.pk, "actor": announced.members[0], "now": r.NOW, "summary": "Gambar diperbaiki"}
    assert refused(services.amend_documents, deadline=before - MILLISECOND, **given) == "earlier"
    assert refused(services.amend_documents, deadline=before + 10 * dt.timedelta(hours=1), **given) == "office"
    made = services.amend_documents(deadline=before + day, file=SentFile(pdf(), "adendum.pdf"), **given)
    announced.refresh_from_db()
    moved = {one.code: (one.ends_at, one.changes) for one in announced.steps.all()}
    assert (made.number, announced.deadline_at, moved["upload_bid"]) == (1, before + day, (before + day, 1))
    assert (moved["briefing"][1], moved["open_bids"][1]) == (0, 1)
    assert announced.steps.get(code="open_bids").starts_at == before + day + dt.timedelta(hours=1)
    assert TenderDocument.objects.get().document.public
    told(before)
    services.turn_tender(tender_id=announced.pk, actor=SYSTEM)
    announced.refresh_from_db()
    assert announced.status == "OPEN"


def test_at_the_deadline_nothing_is_amended_any_more(announced, told):
    told(announced.deadline_at)
    given = {"tender_id": announced.pk, "summary": "x", "actor": announced.members[0], "now": r.NOW}
    assert refused(services.amend_documents, deadline=announced.deadline_at + dt.timedelta(days=1), **given) == "late"
    assert not announced.amendments.exists()


def test_files_are_read_by_everybody_from_the_announcement_on(tender):
    file = SentFile(pdf(), "kak.pdf", kind="KAK", title="KAK")
    made = services.add_tender_document(tender_id=tender.pk, file=file, actor=tender.members[0], now=r.NOW)
    assert not made.document.public
    services.announce_tender(tender_id=tender.pk, actor=tender.members[0], now=r.NOW)
    made.document.refresh_from_db()
    assert made.document.public


def test_a_run_is_called_off_with_its_reason_and_its_package_is_free(announced, pa):
    given = {"tender_id": announced.pk, "actor": pa, "now": r.NOW}
    assert refused(services.cancel_tender, reason=" ", **given) == "reason"
    services.cancel_tender(reason="Anggaran berubah", **given)
    assert r.prepared(announced.packages.get().package).version == 1


def test_an_officer_runs_a_direct_procurement_alone_and_invites(lines, opd, firm, told):
    package = r.f.announced(opd, {lines[0]: 120_000_000})
    officer = people.person("pp@contoh.id", "Pejabat", roles=["pejabat_pengadaan"], unit=opd)
    tender = r.prepared(package, actor=officer)
    r.papers(tender, price=r.D(100_000_000))
    by = {"tender_id": tender.pk, "actor": officer, "now": r.NOW}
    services.propose_schedule(start=r.NOW + dt.timedelta(hours=1), **by)
    services.announce_tender(**by)
    told(r.NOW)
    given = {"tender_id": tender.pk, "supplier_id": firm.pk, "now": r.NOW}
    assert refused(services.register_participant, actor=firm.user, **given) == "invited_only"
    services.invite_participant(actor=officer, **given)
    services.register_participant(actor=firm.user, **given)
    assert Bidder.objects.get().user == firm.user


def test_a_practice_run_goes_from_announcement_to_close_in_minutes(lines, opd, told):
    tender = r.prepared(r.package(opd, lines), practice=True, time_factor=1440)
    type(tender).objects.update(sealed=False)
    r.papers(tender)
    members = r.committee(tender, opd)
    services.propose_schedule(tender_id=tender.pk, start=r.NOW, **r.BY)
    services.announce_tender(tender_id=tender.pk, actor=members[0], now=r.NOW)
    told(r.NOW + dt.timedelta(minutes=7))
    assert services.turn_tender(tender_id=tender.pk, actor=SYSTEM).status == "CLOSED"

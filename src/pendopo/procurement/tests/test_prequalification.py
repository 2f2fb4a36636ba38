"""Prequalification: papers in their days, the short list with reasons, objections, and nobody else bids."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.audit.models import Entry
from pendopo.files import storage
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.notices.models import Notice
from pendopo.procurement import prequalifying, services
from pendopo.procurement.models import Qualification, QualificationPaper, SupplierAccount, Tender
from pendopo.procurement.schedules import proposed, write_plan
from pendopo.procurement.services import PrequalificationRefused, SentFile, Verdict
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests.test_running import pdf

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
TEMPLATE = "seleksi_pra_dua_file_kualitas_biaya"


@pytest.fixture
def run(opd):
    """An announced selection with its real steps, a committee in `chair`; the bids lie on paper."""
    made = Tender.objects.create(
        code="S-1", unit=opd, year=2027, title="Perencanaan jalan", kind="CONSULTANCY", method="SELECTION",
        scheme="TWO_FILE", evaluation="QUALITY_COST", template=TEMPLATE, status="ANNOUNCED", created_at=r.NOW,
        announced_at=r.NOW,
    )  # fmt: skip
    write_plan(made, proposed(made, r.NOW))
    made.chair = a.member(made)
    return made


@pytest.fixture
def hour(monkeypatch):
    """Sets both clocks."""

    def at(moment):
        monkeypatch.setattr(clock, "locked_now", lambda: moment)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return at


def step(run, code):
    return run.steps.get(code=code)


@pytest.fixture
def firms(run, hour):
    """Two firms that take part and handed in one paper each."""
    found, now = [], hour(step(run, "upload_prequalification").starts_at)
    for number in (1, 2):
        supplier = a.supplier(f"12345678901{number:02d}", f"CV Perencana {number}")
        part = run.participants.create(supplier=supplier, registered_at=now)
        part.user = a.bidder(part, f"penawar{number}@contoh.id")
        SupplierAccount.objects.create(supplier=supplier, user=part.user, named_at=now)
        hand_in(part, now)
        found.append(part)
    return found


def hand_in(part, now, title="Pengalaman"):
    file = SentFile(pdf(), "pengalaman.pdf", title=title)
    return services.hand_in_qualification(participant_id=part.pk, file=file, actor=part.user, now=now)


def pdf_of(paper):
    return storage.path_of(paper.document.sha256).read_bytes()


def announce(run, firms, hour):
    """The first firm is on the short list, the second is not."""
    now = hour(step(run, "announce_qualification").starts_at)
    verdicts = {firms[0].pk: Verdict(True), firms[1].pk: Verdict(False, "Tenaga ahli kurang")}
    by = {"tender_id": run.pk, "actor": run.chair, "now": now}
    services.judge_qualifications(verdicts=verdicts, **by)
    return services.announce_shortlist(**by)


def refused(act, *args, **given):
    with pytest.raises(PrequalificationRefused) as caught:
        act(*args, **given)
    return caught.value.code


def test_papers_come_in_their_days_and_the_committee_reads_them_after(client, run, firms, hour):
    upload, paper = step(run, "upload_prequalification"), QualificationPaper.objects.first()
    there = reverse("procurement:qualification_paper", kwargs={"paper": paper.pk})
    seen = []
    for moment in (upload.ends_at - HOUR, upload.ends_at):
        hour(moment)
        for who in (firms[0].user, firms[1].user, run.chair):
            client.force_login(who)
            answer = client.get(there)
            seen.append(answer.status_code)
            if answer.streaming:
                assert b"".join(answer.streaming_content) == pdf_of(paper)
    assert seen == [200, 404, 404, 200, 404, 200]
    assert refused(hand_in, firms[0], upload.ends_at) == "late"
    hour(upload.starts_at - HOUR)
    assert refused(hand_in, firms[0], upload.starts_at) == "early"
    with pytest.raises(PermissionDenied):
        services.take_back_paper(paper_id=paper.pk, actor=firms[1].user, now=upload.starts_at)
    now = hour(upload.starts_at)
    services.take_back_paper(paper_id=paper.pk, actor=firms[0].user, now=now)
    assert list(Qualification.objects.values_list("participant", flat=True)) == [firms[1].pk]


def test_a_short_list_needs_all_judged_with_reasons_and_opens_five_working_days(run, firms, hour):
    by = {"tender_id": run.pk, "actor": run.chair, "now": r.NOW}
    hour(step(run, "upload_prequalification").ends_at - HOUR)
    assert refused(services.judge_qualifications, verdicts={}, **by) == "not_over"
    hour(step(run, "upload_prequalification").ends_at)
    assert refused(services.announce_shortlist, **by) == "unjudged"
    no = {firms[0].pk: Verdict(False, " ")}
    assert refused(services.judge_qualifications, verdicts=no, **by) == "reason"
    with pytest.raises(PermissionDenied):
        services.judge_qualifications(verdicts={}, **by | {"actor": firms[0].user})
    result = announce(run, firms, hour)
    assert prequalifying.waits_for(run, result.announced_at) == "window"
    days = result.objections_until - result.announced_at
    assert 5 * DAY < days < 9 * DAY
    assert Entry.objects.get(event="procurement.shortlist.announced").data["listed"] == 1
    told = Notice.objects.filter(event="procurement.shortlist.announced")
    assert {one.recipient_id for one in told} == {one.user.pk for one in firms}


def test_a_late_short_list_moves_what_follows_and_the_clock_waits_for_it(run, firms, hour):
    opens, before = step(run, "upload_bid").starts_at, run.deadline_at
    hour(opens)
    assert services.turn_tender(tender_id=run.pk, actor=SYSTEM).status == "ANNOUNCED"
    now = hour(opens + HOUR)
    verdicts = {one.pk: Verdict(True) for one in firms}
    services.judge_qualifications(tender_id=run.pk, verdicts=verdicts, actor=run.chair, now=now)
    result = services.announce_shortlist(tender_id=run.pk, actor=run.chair, now=now)
    run.refresh_from_db()
    assert step(run, "download_documents").starts_at >= result.objections_until
    assert run.deadline_at > before
    hour(step(run, "upload_bid").starts_at)
    assert services.turn_tender(tender_id=run.pk, actor=SYSTEM).status == "OPEN"


def test_an_objection_holds_the_bidding_and_an_accepted_one_opens_the_list_again(run, firms, hour):
    result = announce(run, firms, hour)
    now = hour(result.announced_at + HOUR)
    given = {"participant_id": firms[1].pk, "text": "Sertifikat ada di hal. 3", "actor": firms[1].user}
    made = services.object_to_shortlist(now=now, **given)
    assert refused(services.object_to_shortlist, now=now, **given) == "once"
    late = given | {"participant_id": firms[0].pk, "actor": firms[0].user}
    assert refused(services.object_to_shortlist, now=result.objections_until, **late) == "window_over"
    opens = hour(step(run, "upload_bid").starts_at)
    assert prequalifying.waits_for(run, opens) == "objection"
    assert services.turn_tender(tender_id=run.pk, actor=SYSTEM).status == "ANNOUNCED"
    said = {"objection_id": made.pk, "accepted": True, "answer": "Benar", "actor": run.chair, "now": opens}
    assert services.answer_shortlist_objection(**said).status == "ACCEPTED"
    assert prequalifying.waits_for(run, opens) == "result"
    services.judge_qualifications(tender_id=run.pk, verdicts={firms[1].pk: Verdict(True)}, actor=run.chair, now=opens)
    again = services.announce_shortlist(tender_id=run.pk, actor=run.chair, now=opens)
    assert (again.number, prequalifying.may_bid(firms[1])) == (2, True)


def test_only_firms_on_the_short_list_bid_and_nobody_joins_after_the_days(run, firms, hour):
    announce(run, firms, hour)
    supplier = a.supplier("9876543210987", "CV Terlambat")
    with pytest.raises(services.TenderRefused, match="prequalified"):
        services.register_participant(tender_id=run.pk, supplier_id=supplier.pk, actor=SYSTEM, now=r.NOW)
    Tender.objects.filter(pk=run.pk).update(status="CLOSED")
    by = {"tender_id": run.pk, "reason": "Di atas kertas", "actor": run.chair, "now": r.NOW}
    with pytest.raises(services.EvaluationRefused, match="shortlist CV Perencana 2"):
        services.record_offers(offers=[services.PaperOffer(one.pk, None) for one in firms], **by)
    assert services.record_offers(offers=[services.PaperOffer(firms[0].pk, None)], **by).status == "OPENED"


def test_the_pages_carry_it_from_the_paper_to_the_public_short_list(client, run, firms, hour):
    code = {"code": run.code}

    def go(person, name, data=None, **more):
        client.force_login(person)
        there = reverse(f"procurement:{name}", kwargs=code | more)
        return client.get(there) if data is None else client.post(there, data, follow=True)

    paper = {"title": "Neraca", "file": SimpleUploadedFile("neraca.pdf", pdf())}
    assert "Neraca" in go(firms[1].user, "join_qualification", paper).text
    hour(step(run, "announce_qualification").starts_at)
    ids = [one.pk for one in firms]
    sheet = {f"putusan-{ids[0]}": "ya", f"putusan-{ids[1]}": "tidak", f"alasan-{ids[1]}": "", "announce": "1"}
    assert "tidak dipenuhi" in go(run.chair, "prequalification", sheet).text
    go(run.chair, "prequalification", sheet | {f"alasan-{ids[1]}": "Tenaga ahli kurang"})
    go(firms[1].user, "object_shortlist", {"text": "Sertifikat ada di hal. 3"})
    made = Qualification.objects.get(participant=ids[1]).objections.get()
    go(run.chair, "answer_shortlist", {"accepted": "0", "answer": "Sudah kedaluwarsa"}, objection=made.pk)
    client.logout()
    public = client.get(reverse("procurement:tender", kwargs=code)).text
    for text in ("CV Perencana 1", "Tenaga ahli kurang", "Sertifikat ada di hal. 3", "Sudah kedaluwarsa"):
        assert text in public
    assert go(firms[1].user, "join_qualification").status_code == 200

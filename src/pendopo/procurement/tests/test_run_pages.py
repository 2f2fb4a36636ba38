"""Pages of runs without script: the whole way to the announcement by forms, the public page, the supplier's page."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.procurement import services
from pendopo.procurement.models import ProcurementFlag, Tender
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests.test_running import firm, told  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: r.NOW)


@pytest.fixture
def tender(lines, opd):
    made, made.members = r.ready(opd, lines)
    return made


def go(client, person, name, data=None, **kwargs):
    """The page of a name as the person sees it; with data, what was sent, its redirect followed."""
    client.force_login(person)
    there = reverse(f"procurement:{name}", kwargs=kwargs)
    return client.get(there) if data is None else client.post(there, data, follow=True)


def missing(answer):
    return len(re.findall(r">kurang<", answer.text))


def test_the_way_to_the_announcement_by_forms(client, lines, opd, ppk):
    ukpbj = people.person("ukpbj@contoh.id", "Kepala UKPBJ", roles=["ukpbj"])
    members = [people.person(f"{name}@contoh.id", name, roles=["pokja"], unit=opd) for name in ("ani", "budi", "cici")]
    package = r.package(opd, lines)
    given = {"title": "Jalan Karangreja", "scheme": "ONE_FILE", "evaluation": "LOWEST_PRICE", "time_factor": "1"}
    answer = go(client, ppk, "new_run", given, code=package.code)
    run = Tender.objects.get()
    assert (answer.status_code, run.title, missing(answer)) == (200, "Jalan Karangreja", 8)
    line = {"name-0": "Beton", "volume-0": "12,5", "measure-0": "m3", "price-0": "1.250.000", "reference-0": "Survei"}
    go(client, ppk, "run_hps", line | {"decide": "1"}, code=run.code)
    kak = dict.fromkeys(("background", "objective", "scope", "output"), "Isi") | {"duration_days": "90", "decide": "1"}
    go(client, ppk, "run_kak", kak, code=run.code)
    draft = {"form": "AGREEMENT", "payment_terms": "Termin", "terms": "Pasal 1", "decide": "1"}
    assert missing(go(client, ppk, "run_contract", draft, code=run.code)) == 4
    seats = zip(members, ("CHAIR", "SECRETARY", "MEMBER"), strict=True)
    go(client, ukpbj, "run_committee", {f"kursi-{one.pk}": seat for one, seat in seats}, code=run.code)
    for one in members:
        go(client, one, "run_declare", {"has": "no"}, code=run.code)
    start = {"day_day": "5", "day_month": "1", "day_year": "2027", "time": "08.00", "propose": "1"}
    go(client, members[0], "run_schedule", start, code=run.code)
    assert missing(go(client, members[0], "run", code=run.code)) == 1
    Tender.objects.update(sealed=False)
    look = go(client, members[0], "run_announce", code=run.code)
    assert "Yang akan dilihat warga" in look.text
    assert Tender.objects.get().status == "PREPARED"
    sheet = go(client, ppk, "run_hps_sheet", code=run.code)
    assert sheet.content[:5] == b"%PDF-"
    answer = go(client, members[0], "run_announce", {}, code=run.code)
    run.refresh_from_db()
    assert (run.status, str(run.hps_amount)) == ("ANNOUNCED", "17343750.00")
    assert "data-clock=" in answer.text


def test_what_is_missing_is_listed_and_nothing_is_announced(client, lines, opd):
    tender = r.prepared(r.package(opd, lines))
    members = r.committee(tender, opd)
    answer = go(client, members[0], "run_announce", {}, code=tender.code)
    tender.refresh_from_db()
    assert (answer.status_code, tender.status) == (409, "PREPARED")
    assert "KAK sudah ditetapkan" in answer.text


def test_forms_of_a_run_look_at_flags_first_and_its_pages_carry_them(client, lines, opd, ppk):
    package = r.package(opd, lines)
    given = {"title": "Jalan Karangreja", "scheme": "ONE_FILE", "evaluation": "LOWEST_PRICE", "time_factor": "1"}
    answer = go(client, ppk, "new_run", given | {"periksa": "1"}, code=package.code)
    assert ("Tidak ada aturan" in answer.text, Tender.objects.count()) == (True, 0)
    go(client, ppk, "new_run", given, code=package.code)
    run = Tender.objects.get()
    price = f"{run.ceiling_amount / Decimal('1.11'):.2f}".replace(".", ",")
    line = {"name-0": "Beton", "volume-0": "1", "measure-0": "ls", "price-0": price, "reference-0": "Survei"}
    answer = go(client, ppk, "run_hps", line | {"periksa": "1"}, code=run.code)
    assert ("HPS hampir sama dengan pagu" in answer.text, price in answer.text) == (True, True)
    assert (run.hps_versions.count(), ProcurementFlag.objects.count()) == (0, 0)
    go(client, ppk, "run_hps", line | {"decide": "1"}, code=run.code)
    assert ProcurementFlag.objects.get().code == "ID-HPS-PAGU"
    assert "HPS hampir sama dengan pagu" in go(client, ppk, "run", code=run.code).text


def test_a_line_of_the_estimate_that_is_wrong_keeps_what_was_typed(client, lines, opd, ppk):
    tender = r.prepared(r.package(opd, lines))
    typed = {"name-0": "Beton <b>", "volume-0": "banyak", "measure-0": "m3", "price-0": "1.000", "save": "1"}
    answer = go(client, ppk, "run_hps", typed, code=tender.code)
    assert ("banyak" in answer.text, "Beton &lt;b&gt;" in answer.text, 'aria-invalid="true"' in answer.text) == (
        True,
    ) * 3
    assert not tender.hps_versions.exists()


def test_a_move_that_does_not_fit_stands_at_its_step(client, tender):
    data = {"move": "1"}
    for step in tender.steps.all():
        begins, ends = (f"{timezone.localtime(one):%Y-%m-%dT%H:%M}" for one in (step.starts_at, step.ends_at))
        data |= {f"mulai-{step.code}": begins, f"selesai-{step.code}": ends}
    data["selesai-upload_bid"] = "2027-01-10T23:00"
    answer = go(client, tender.members[0], "run_schedule", data, code=tender.code)
    assert 'id="salah-upload_bid">Harus pada hari kerja, dalam jam kerja' in answer.text
    assert "2027-01-10T23:00" in answer.text


@pytest.fixture
def other_head(db):
    office = people.unit("1.02", "Dinas Kesehatan", "DINKES")
    return people.person("rina@contoh.id", "Rina", roles=["pa", "head"], unit=office)


@pytest.mark.parametrize(
    "name",
    ["run", "run_prepared", "run_hps", "run_kak", "run_contract", "run_committee", "run_declare", "run_schedule"],
)
def test_an_official_of_another_office_finds_no_run(client, tender, other_head, name):
    assert go(client, other_head, name, code=tender.code).status_code == 404


def test_a_member_does_not_write_the_estimate_and_ppk_does_not_announce(client, tender, ppk):
    assert go(client, tender.members[0], "run_hps", code=tender.code).status_code == 403
    assert go(client, ppk, "run_announce", {}, code=tender.code).status_code == 403


def test_the_list_asks_as_many_queries_for_twelve_rows_as_for_two(client, lines, opd, ppk):
    package, counts = r.package(opd, lines), []
    client.force_login(ppk)
    client.get(reverse("procurement:runs"))
    for number in (2, 10):
        for _again in range(number):
            r.prepared(package, practice=True)
        with CaptureQueriesContext(connection) as asked:
            text = client.get(reverse("procurement:runs")).text
        counts.append(len(asked))
    assert (counts[0] == counts[1], text.count(">LATIHAN-2027-")) == (True, 12)


def test_everybody_reads_schedule_questions_and_amendments_but_not_names(client, tender, firm, told):  # noqa: F811
    lead = {"actor": tender.members[0], "now": r.NOW}
    services.announce_tender(tender_id=tender.pk, **lead)
    told(r.NOW)
    part = services.register_participant(tender_id=tender.pk, supplier_id=firm.pk, actor=firm.user, now=r.NOW)
    asked = services.ask_question(participant_id=part.pk, text="Mutu beton?", actor=firm.user, now=r.NOW)
    page = reverse("procurement:tender", kwargs={"code": tender.code})
    assert "Mutu beton?" not in client.get(page).text
    services.answer_question(question_id=asked.pk, answer="K-300.", **lead)
    tender.refresh_from_db()
    services.amend_documents(
        tender_id=tender.pk, summary="Gambar 3", deadline=tender.deadline_at + dt.timedelta(days=1), **lead
    )
    text = client.get(page).text
    for said in ("Mutu beton?", "K-300.", "Adendum 1", "digeser 1 kali", "data-clock="):
        assert said in text, said
    assert (str(firm) in text, "Set-Cookie" in client.get(page).headers) == (False, False)


def test_the_clock_is_never_cached_and_says_the_time_alone_to_the_script(client, tender):
    services.announce_tender(tender_id=tender.pk, actor=tender.members[0], now=r.NOW)
    there = reverse("procurement:tender_clock", kwargs={"code": tender.code})
    part = client.get(there, {"bagian": "1"})
    told_time = '<time datetime="2027-01-04T08:00:00+07:00" data-offset="25200" data-zone="WIB">08.00.00 WIB</time>'
    assert (part.text.strip(), "no-store" in part.headers["Cache-Control"]) == (told_time, True)
    assert "<h1" in client.get(there).text


def test_a_supplier_registers_and_asks_by_forms(client, tender, firm, told):  # noqa: F811
    services.announce_tender(tender_id=tender.pk, actor=tender.members[0], now=r.NOW)
    told(r.NOW)
    answer = go(client, firm.user, "join_run", {"supplier": firm.pk}, code=tender.code)
    assert "Perusahaan Anda terdaftar" in answer.text
    answer = go(client, firm.user, "ask_run", {"text": "Apakah ada uang muka?"}, code=tender.code)
    assert (answer.status_code, "Apakah ada uang muka?" in answer.text) == (200, True)
    assert go(client, tender.members[0], "run_answer", {"text": "Ada."}, code=tender.code, number=1).status_code == 200
    assert tender.questions.get().answer == "Ada."


def test_practice_stands_marked_and_never_in_public(client, lines, opd, ppk):
    tender = r.prepared(r.package(opd, lines), practice=True, time_factor=1440)
    assert ">LATIHAN<" in go(client, ppk, "run", code=tender.code).text
    Tender.objects.update(status="OPEN")
    assert client.get(reverse("procurement:tender", kwargs={"code": tender.code})).status_code == 404

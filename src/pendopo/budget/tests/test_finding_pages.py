"""Pages of findings: the panel beside the grid, lists with filters, one finding with its steps, what everybody sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import services
from pendopo.budget.models import BudgetFinding, LineItem, Stage, StageCheck
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM

PACKAGE = {"price": 600_000_000, "coefficients": ((f.Decimal(1), "paket"),)}


@pytest.fixture
def place(opd, staff):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    for more in (PACKAGE, {"kind": "PLACEHOLDER"}):
        services.put_item(
            stage_id=stage.pk,
            sheet_id=sheet.pk,
            account_id=f.account_id(stage),
            values=f.row(**more),
            actor=staff,
            now=f.NOON,
        )
    return {"stage": stage.pk, "sheet": sheet.pk}


@pytest.fixture
def tapd(db):
    return people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])


def page(client, actor, name, **key):
    client.force_login(actor)
    return client.get(reverse(f"budget:{name}", kwargs=key))


def package():
    return BudgetFinding.objects.get(code="A1_PACKAGE")


def test_the_panel_stands_beside_the_grid_and_marks_the_rows(client, staff, place):
    text = page(client, staff, "sheet", **place).content.decode()
    assert "Satu paket memakai 60,0% pagu" in text
    assert ">Rincian</span>" in text or ">Rincian</strong>" in text
    assert "Rp450.000 masih sementara" in text


def test_a_saved_cell_brings_the_panel_up_to_date(client, staff, place):
    client.force_login(staff)
    item = LineItem.objects.get(kind="NORMAL")
    typed = {"component": "Aspal", "coefficients": "10 ton", "price": "45.000", "revision": "1"}
    answer = client.post(reverse("budget:cell", kwargs=place | {"item": item.pk}), typed).content.decode()
    assert 'id="pemeriksaan"' in answer
    assert 'hx-swap-oob="true"' in answer
    assert "Satu paket" not in answer
    assert "masih sementara" in answer


def test_lists_filter_by_weight_check_status_and_unit(client, tapd, place, opd):
    client.force_login(tapd)
    address = reverse("budget:stage_findings", kwargs={"stage": place["stage"]})
    for query, number in (
        ("", 2),
        ("?berat=BLOCK", 2),
        ("?berat=INFO", 0),
        ("?periksa=PLACEHOLDER", 1),
        ("?status=GONE", 0),
        (f"?unit={opd.code}", 2),
        ("?unit=lain", 2),
    ):
        assert client.get(address + query).context["page"].paginator.count == number, query


def test_a_list_costs_the_same_queries_for_many_findings(client, tapd, place):
    client.force_login(tapd)
    address = reverse("budget:stage_findings", kwargs={"stage": place["stage"]})

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    queries()  # what a first visit reads once
    few = queries()
    one = package()
    for number in range(10, 30):
        one.pk, one.number = None, number
        one.save()
    assert queries() == few


def test_an_office_sees_its_own_findings_and_no_other(client, staff, other_official, place, opd):
    finding = package()
    key = {"stage": place["stage"], "finding": finding.pk}
    assert page(client, staff, "finding", **key).status_code == 200
    assert page(client, other_official, "finding", **key).status_code == 404
    assert page(client, other_official, "unit_findings", stage=place["stage"], unit=opd.code).status_code == 404
    listed = page(client, other_official, "stage_findings", stage=place["stage"])
    assert listed.context["page"].paginator.count == 0


def test_a_finding_is_answered_and_judged_on_pages_that_ask(client, staff, tapd, place):
    finding = package()
    key = {"stage": place["stage"], "finding": finding.pk}
    client.force_login(staff)
    step = reverse("budget:finding_step", kwargs=key | {"action": "answer"})
    assert "Tulis tanggapan" in client.post(step, {"text": " "}).content.decode()
    client.post(step, {"text": "Paket sesuai DED"})
    assert client.get(reverse("budget:finding_step", kwargs=key | {"action": "accept"})).status_code == 404
    client.force_login(tapd)
    text = client.get(reverse("budget:finding", kwargs=key)).content.decode()
    assert "Paket sesuai DED" in text
    assert "Terima tanggapan" in text
    client.post(reverse("budget:finding_step", kwargs=key | {"action": "accept"}), {"text": ""})
    finding.refresh_from_db()
    assert finding.status == "ACCEPTED"


def test_the_refused_submission_says_how_many_findings_hold_it_back(client, head, place, opd):
    client.force_login(head)
    address = reverse("budget:rka_step", kwargs={"stage": place["stage"], "unit": opd.code, "action": "submit"})
    text = client.post(address, {}).content.decode()
    assert "Satu paket memakai 60,0% pagu" in text
    assert reverse("budget:finding", kwargs={"stage": place["stage"], "finding": package().pk}) in text


def test_a_check_of_the_whole_stage_is_asked_for_and_done(client, tapd, staff, place):
    client.force_login(staff)
    address = reverse("budget:check_stage", kwargs={"stage": place["stage"]})
    assert client.post(address).status_code == 403
    client.force_login(tapd)
    assert client.post(address).status_code == 302
    check = StageCheck.objects.get()
    assert (check.begun_at, check.actor_label) == (None, tapd.label)
    services.run_check(check_id=check.pk, actor=SYSTEM, now=f.NOON)
    check.refresh_from_db()
    assert (check.rows, check.findings) == (2, 2)
    text = client.get(reverse("budget:stage_findings", kwargs={"stage": place["stage"]})).content.decode()
    assert "2 baris, 2 temuan" in text


def test_files_carry_what_the_filters_leave(client, tapd, place):
    client.force_login(tapd)
    address = reverse("budget:findings_file", kwargs={"stage": place["stage"], "kind": "csv"})
    lines = client.get(address + "?periksa=A1_PACKAGE").content.decode().splitlines()
    assert len(lines) == 2
    assert "Satu paket memakai 60,0% pagu" in lines[1]


def test_everybody_reads_findings_and_answers_of_a_published_budget_only(client, staff, place):
    address = reverse("budget:public_findings", kwargs={"year": f.YEAR})
    assert client.get(address).status_code == 404
    services.answer_finding(finding_id=package().pk, text="Paket sesuai DED", actor=staff, now=f.NOON)
    Stage.objects.filter(pk=place["stage"]).update(status="PUBLISHED")
    text = client.get(address).content.decode()
    assert "Satu paket memakai 60,0% pagu" in text
    assert "Paket sesuai DED" in text


def test_mandatory_spending_shows_numerator_and_denominator(client, tapd, place):
    found = page(client, tapd, "mandatory", stage=place["stage"])
    rows = {row.rule.code: row for row in found.context["rows"]}
    share = rows["education"].share
    assert (share.numerator_amount, share.denominator_amount, share.percent) == (0, 600_450_000, 0)
    assert rows["education"].state == "BROKEN"
    assert rows["add"].state == "UNKNOWN"
    assert "Rp600.450.000" in found.content.decode()

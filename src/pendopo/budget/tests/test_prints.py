"""Printing all units at once: by the worker, with progress, drafts marked, made papers with their signatures."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.budget import services
from pendopo.budget.models import BudgetPaper, PrintRun
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_papers import at, finance, go, keys, make, put, stage  # noqa: F401
from pendopo.files.storage import path_of

pytestmark = pytest.mark.django_db


def begin(stage, actor, kind="DPA", now=f.NOON):  # noqa: F811
    return services.begin_print(stage_id=stage.pk, kind=kind, actor=actor, now=now)


def carry_out(run, actor):
    return services.carry_out_print(run_id=run.pk, actor=actor, now=f.NOON)


def names_in(run):
    with zipfile.ZipFile(io.BytesIO(path_of(run.document.sha256).read_bytes())) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_every_unit_gets_its_paper_and_a_signed_one_keeps_its_signature(stage, opd, other_opd, finance, head):  # noqa: F811
    at(stage, "DRAFT")
    put(stage, f.sheet(stage, other_opd, "1.02.02.2.01.0001"), f.row(1_000))
    at(stage, "SET")
    signed = go(make(stage, opd, head), ("sign", head))
    done = carry_out(begin(stage, finance), finance)
    found = names_in(done)
    assert (done.status, done.done, done.total) == ("FINISHED", 2, 2)
    assert sorted(found) == [
        "102-dpa-2027-dinas-kesehatan.pdf",
        "103-dpa-2027-dinas-pekerjaan-umum-dan-penataan-ruang.pdf",
    ]
    signed.document.refresh_from_db()
    assert found[sorted(found)[1]] == path_of(signed.document.sha256).read_bytes()
    assert BudgetPaper.objects.count() == 2


def test_a_draft_is_printed_too_and_no_paper_is_made_of_it(stage, finance):  # noqa: F811
    at(stage, "DRAFT")
    done = carry_out(begin(stage, finance, "RKA"), finance)
    assert [data[:5] for data in names_in(done).values()] == [b"%PDF-"]
    assert not BudgetPaper.objects.exists()
    with pytest.raises(services.PaperTooEarly):
        begin(stage, finance, "DPA")


def test_one_print_at_a_time_until_it_is_stale(stage, finance):  # noqa: F811
    first = begin(stage, finance)
    with pytest.raises(services.PrintBusy):
        begin(stage, finance)
    assert PrintRun.objects.count() == 1
    later = begin(stage, finance, now=f.NOON + dt.timedelta(minutes=20))
    first.refresh_from_db()
    assert (first.status, later.status) == ("FAILED", "RUNNING")
    assert carry_out(first, finance).document is None


def test_only_the_finance_office_and_the_budget_team_print_all(stage, staff, head, auditor, resident):  # noqa: F811
    for actor in (staff, head, auditor, resident):
        with pytest.raises(PermissionDenied):
            begin(stage, actor)
    assert not PrintRun.objects.exists()


def test_the_page_shows_progress_and_then_the_file(client, stage, finance):  # noqa: F811
    client.force_login(finance)
    address = reverse("budget:prints", args=[stage.pk])
    assert client.post(address, {"kind": "DPA"}).status_code == 302
    page = client.get(address).content.decode()
    assert "DPA sedang dicetak" in page
    assert "0 dari 1 perangkat daerah" in page
    assert "hx-trigger" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    carry_out(PrintRun.objects.get(), finance)
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    link = reverse("budget:print_zip", args=[stage.pk, PrintRun.objects.get().pk])
    assert link in client.get(address).content.decode()
    assert b"".join(client.get(link).streaming_content).startswith(b"PK")

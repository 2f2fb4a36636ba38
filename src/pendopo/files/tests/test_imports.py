"""Imports by a page: nothing moves before it was confirmed, all or nothing, one of a kind at once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection

from pendopo.audit.models import Entry
from pendopo.files import queries, services, tasks
from pendopo.files.formats import FORMATS
from pendopo.files.models import Document, ImportRun
from pendopo.files.services import ImportBusy, cancel_import, confirm_import, receive_import, taking
from pendopo.files.states import ImportStatus
from pendopo.files.tabular import NAMED_LIMIT
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.states import MoveRefused

GOOD = b"kode,nilai\n1.01,1\n1.02,2\n"
FAULTY = b"kode,nilai\n1.01,1\n1.02,13\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(sample_format, administrator, now):
    """Sends bytes as the administrator."""

    def send(data=GOOD, name="data.csv"):
        file = ContentFile(data, name)
        return receive_import(file=file, format="files.sample", options={"tahun": 2026}, actor=administrator, now=now)

    return send


def test_a_file_is_received_and_checked_but_nothing_is_written(sent):
    run = sent(name="../../data rahasia.csv")
    assert (run.status, run.counts, run.file_name) == ("CHECKED", {"new": 2, "unchanged": 0}, "data rahasia.csv")
    assert [(row["row"], row["mark"], row["cells"]) for row in run.preview["rows"]] == [
        (2, "new", ["1.01"]),
        (3, "new", ["1.02"]),
    ]
    assert not Document.objects.exists()


def test_a_confirmed_file_is_taken_over_with_its_answers(sent, administrator, now):
    run = confirm_import(run_id=sent().pk, actor=administrator, now=now)
    assert (run.status, run.counts) == ("FINISHED", {"new": 2, "unchanged": 0})
    assert sorted(Document.objects.values_list("label", flat=True)) == ["1.01 2026", "1.02 2026"]
    assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
        "files.import.received",
        "files.import.finished",
    ]


def test_a_wrong_row_refuses_the_file_with_row_column_found_and_advice(sent):
    run = sent(b"kode,nilai\n1.01,1\n1.02,seribu\n")
    assert run.status == "REFUSED"
    [problem] = queries.problems_of(run)
    assert (problem.row, problem.column, problem.value) == (3, "nilai", "seribu")
    assert problem.advice == "Tulis bilangan bulat, misalnya 1250 atau 1.250."


def test_a_fault_in_the_middle_takes_nothing_over_and_ends_the_run(sent, administrator, now):
    run = sent(FAULTY)
    with pytest.raises(RuntimeError):
        confirm_import(run_id=run.pk, actor=administrator, now=now)
    run.refresh_from_db()
    assert (run.status, run.problems[0]["message"][:28]) == ("REFUSED", "Impor terhenti karena ganggu")
    assert not Document.objects.exists()


def test_a_file_above_the_limit_is_refused_with_the_limit(sample_format, administrator, now):
    huge = ContentFile(b"x", "a.csv")
    huge.size = NAMED_LIMIT + 1
    with pytest.raises(services.FileRefused, match="200 MB"):
        receive_import(file=huge, format="files.sample", options={}, actor=administrator, now=now)
    assert not ImportRun.objects.exists()


def test_a_stranger_and_a_resident_are_refused_and_nothing_moves(sample_format, resident, stranger, now):
    for actor in (resident, stranger):
        with pytest.raises(PermissionDenied):
            receive_import(file=ContentFile(GOOD, "a.csv"), format="files.sample", options={}, actor=actor, now=now)
    assert (ImportRun.objects.count(), Entry.objects.count()) == (0, 0)


def test_only_the_sender_confirms_or_cancels(sent, head, now):
    run = sent()
    for act in (confirm_import, cancel_import):
        with pytest.raises(PermissionDenied):
            act(run_id=run.pk, actor=head, now=now)
    run.refresh_from_db()
    assert run.status == ImportStatus.CHECKED


def test_a_cancelled_file_cannot_be_confirmed(sent, administrator, now):
    run = cancel_import(run_id=sent().pk, actor=administrator, now=now)
    assert run.status == ImportStatus.CANCELLED
    with pytest.raises(MoveRefused):
        confirm_import(run_id=run.pk, actor=administrator, now=now)


def test_rights_that_ended_meanwhile_refuse_the_import(sent, administrator, now, monkeypatch):
    monkeypatch.setattr(taking, "AT_ONCE", 0)
    monkeypatch.setattr(taking.jobs, "defer", lambda name, **arguments: None)
    run = services.check_import(run_id=sent().pk, actor=administrator, now=now)
    confirm_import(run_id=run.pk, actor=administrator, now=now)
    with pytest.raises(PermissionDenied):
        services.carry_out_import(run_id=run.pk, actor=ANONYMOUS, now=now)
    run.refresh_from_db()
    assert (run.status, Document.objects.count()) == ("REFUSED", 0)


def test_a_large_file_waits_for_the_worker_which_acts_as_the_sender(sent, administrator, now, monkeypatch):
    queued = []
    monkeypatch.setattr(taking, "AT_ONCE", 10)
    monkeypatch.setattr(taking.jobs, "defer", lambda name, **arguments: queued.append((name, arguments)))
    run = sent()
    assert (run.status, queued.pop()) == ("RECEIVED", ("files.check_import", {"run_id": run.pk}))
    tasks.check_import(run.pk)
    assert confirm_import(run_id=run.pk, actor=administrator, now=now).status == "RUNNING"
    assert queued == [("files.carry_out_import", {"run_id": run.pk})]
    tasks.carry_out_import(run.pk)
    run.refresh_from_db()
    assert (run.status, Document.objects.count()) == ("FINISHED", 2)


def test_a_large_file_is_queued_in_the_transaction_of_its_run(sent, monkeypatch):
    from procrastinate.contrib.django.models import ProcrastinateJob

    monkeypatch.setattr(taking, "AT_ONCE", 10)
    run = sent()
    queued = ProcrastinateJob.objects.values_list("task_name", "queue_name", "args")
    assert list(queued) == [("files.check_import", "imports", {"run_id": run.pk})]


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_from_two_connections_give_one_import_and_a_clear_refusal(sent, administrator, now):
    first, second = sent(), sent(name="lain.csv")
    told, may_end = threading.Event(), threading.Event()

    def slow(source, *, actor, now, progress):
        progress(1, 2)
        told.set()
        may_end.wait(20)
        return original(source, actor=actor, now=now, progress=progress)

    original = FORMATS["files.sample"].apply
    object.__setattr__(FORMATS["files.sample"], "apply", slow)

    def run_first():
        confirm_import(run_id=first.pk, actor=administrator, now=now)
        connection.close()

    thread = threading.Thread(target=run_first)
    thread.start()
    told.wait(20)
    seen = ImportRun.objects.get(pk=first.pk)
    try:
        with pytest.raises(ImportBusy):
            confirm_import(run_id=second.pk, actor=administrator, now=now)
    finally:
        may_end.set()
        thread.join(20)
    assert (seen.status, seen.done, seen.total) == ("RUNNING", 1, 2)
    statuses = [ImportRun.objects.get(pk=run.pk).status for run in (first, second)]
    assert (statuses, Document.objects.count()) == (["FINISHED", "CHECKED"], 2)

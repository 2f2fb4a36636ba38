"""Payments, handovers and self-managed works of one real regency: the exact numbers of the handbook, section 7."""

import csv
import datetime as dt
from decimal import Decimal as D

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from pendopo.budget import services as budget
from pendopo.budget import sources
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services
from pendopo.monitoring.handover_files import read_handover
from pendopo.monitoring.models import (
    ContractExecution,
    MonitoringFlag,
    PaymentBook,
    Project,
    SelfManagedWork,
    StatedPayment,
)
from pendopo.procurement import services as procurement
from pendopo.procurement.isb.reading import read_isb
from pendopo.procurement.models import Contract, Package, ProcurementFlag, Spmk

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
NOON = dt.datetime(2025, 10, 3, 5, 0, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """One transaction around the module: everything is imported once for all of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stated(shared):
    return read_handover(shared / "data" / "budget")


@pytest.fixture(scope="module")
def imported(standing, shared, stated):
    """Budget, contracts of LKPP, then payments, handovers and self-managed works; with the queries of the last."""
    files = sources.read_path(shared / "data" / "budget")
    budget.import_ceilings(files=files, year=2025, source="LKPP", actor=SYSTEM, now=NOON)
    read = read_isb(shared / "data" / "procurement" / "id-bandung-2025-isb")
    procurement.import_isb(files=read, actor=SYSTEM, now=NOON)
    with CaptureQueriesContext(connection) as queried:
        result = services.import_handovers(files=stated, year=2025, actor=SYSTEM, now=NOON)
    return result, len(queried)


@pytest.fixture(scope="module")
def packages(shared):
    """The table of packages that holds the latest version of each contract."""
    with (shared / "data" / "budget" / "kabbandung2025_paket_kontrak.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["nilai_kontrak"]]


def flags(code, **more):
    return MonitoringFlag.objects.filter(year=2025, code=code, gone_at=None, **more)


def figures(code, name):
    return sum(D(str(one)) for one in flags(code).values_list(f"inputs__{name}", flat=True))


def records(code):
    """The numbers of the contracts that a flag stands on."""
    carried_out = ContractExecution.objects.filter(project__flags__in=flags(code))
    found = Contract.objects.filter(pk__in=carried_out.values("contract"))
    return {one.removeprefix("NTD-").removeprefix("TND-") for one in found.values_list("external_code", flat=True)}


def test_every_payment_is_kept_once_and_stands_on_its_work(imported):
    result, queried = imported
    assert (result.counts["bap_bast"], result.counts["swakelola_realisasi"], queried) == (423, 380, 66)
    sums = dict(StatedPayment.objects.values_list("kind").annotate(sum=Sum("amount")))
    assert sums == {"HANDOVER": D("28968015757.50"), "SELF_MANAGED": D(7_231_608_657)}
    handovers = StatedPayment.objects.filter(kind="HANDOVER")
    assert handovers.filter(project=None).count() == 0
    assert handovers.values("project").distinct().count() == 304
    paid = Project.objects.filter(execution__isnull=False).aggregate(sum=Sum("paid_amount"))["sum"]
    assert paid == D("28968015757.50")
    ways = handovers.values_list("way").distinct().order_by("way")
    assert {way: handovers.filter(way=way).count() for (way,) in ways} == {
        "": 1, "Bulanan": 144, "Sekaligus": 270, "Termin": 8,
    }  # fmt: skip
    percents = handovers.filter(progress_percent=None).count(), handovers.filter(progress_percent=100).count()
    assert percents == (185, 178)


def test_contracts_are_followed_with_their_sums(imported):
    deals = Project.objects.filter(
        execution__contract__method__in=["DIRECT", "DIRECT_APPOINTMENT", "TENDER", "SELECTION"]
    )
    direct = deals.filter(execution__contract__external_code__startswith="NTD-")
    assert (deals.count(), direct.count()) == (1_084, 1_032)
    assert deals.aggregate(sum=Sum("value_amount"))["sum"] == D("199647078151.84")
    assert direct.aggregate(sum=Sum("value_amount"))["sum"] == D("101884179283.24")
    assert Project.objects.filter(phase="DONE", execution__contract__external_code__startswith="NTD-").count() == 339
    assert Project.objects.exclude(realised_percent=None).count() == 185


def test_the_plan_of_self_managed_work_is_followed(imported, stated):
    works = SelfManagedWork.objects.all()
    assert {kind: works.filter(type=kind).count() for kind in range(1, 5)} == {1: 5_430, 2: 33, 3: 11, 4: 37}
    shifted = sum(row["pagu"] for row in stated.shifted.rows)
    planned = Package.objects.filter(code__startswith="RUP-", method="SELF_MANAGED").aggregate(
        sum=Sum("ceiling_amount")
    )
    assert (works.count(), len(stated.shifted.rows)) == (5_511, 13)
    assert planned["sum"] + shifted == 1_046_591_340_702
    assert works.values("project__unit").distinct().count() == 65
    assert Project.objects.order_by("-value_amount").first().value_amount == 184_689_671_000
    assert works.filter(status="RUNNING").count() == works.filter(project__paid_amount__gt=0).count() > 0


def test_handovers_that_are_missing_late_or_undated(imported):
    ended = Contract.objects.filter(external_code__startswith="NTD-", ends_date__lt=dt.date(2025, 10, 3))
    assert (ended.count(), flags("NO_HANDOVER").count()) == (733, 456)
    late = flags("LATE")
    assert (late.count(), figures("LATE", "fine").quantize(D("0.01"))) == (11, D("2783821.17"))
    assert sorted(late.values_list("inputs__days", flat=True)) == [1, 1, 1, 1, 1, 2, 3, 4, 4, 6, 6]
    handed = StatedPayment.objects.filter(kind="HANDOVER").exclude(handover_date=None)
    assert handed.filter(project__ends_date__isnull=False).values("project").distinct().count() == 303
    assert records("NO_BAST") == {"10049055000"}


def test_works_that_are_called_running_past_their_end(imported):
    running = StatedPayment.objects.filter(stated_status="Kontrak Sedang Berjalan").values("project").distinct()
    assert (running.count(), flags("STILL_RUNNING").count()) == (75, 52)


def test_payments_against_their_contracts(imported):
    assert flags("PAID_LESS").count() == 14
    above = ProcurementFlag.objects.filter(code="ID-OVERCEILING", gone_at=None)
    paid = above.filter(key__startswith="paid").values_list(
        "contract__external_code", "inputs__paid", "inputs__contract"
    )
    codes = {code for code, _paid, _contract in paid}
    assert codes == {f"NTD-{number}" for number in (10034898000, 10033430000, 10044671000, 10039663000)}
    projects = Project.objects.filter(execution__contract__external_code__in=codes)
    over = projects.aggregate(paid=Sum("paid_amount"), worth=Sum("value_amount"))
    assert over["paid"] - over["worth"] == 115_460_000
    before = ProcurementFlag.objects.filter(code="ID-BACKDATE", gone_at=None, inputs__what="bap")
    assert before.count() == 4  # H6: paid before the handover; found by procurement, shown beside the work


def test_rows_dated_after_the_delivery(imported):
    assert (flags("AHEAD").count(), figures("AHEAD", "rows")) == (9, 20)
    assert figures("SW_AHEAD", "rows") == 18


def test_percents_that_fall_or_repeat(imported):
    assert records("FALLEN") == {"10104568000"}
    assert list(flags("FALLEN").values_list("inputs__before", "inputs__now")) == [(75.0, 25.0)]
    assert records("REPEATED") == {"10039663000"}
    assert list(flags("REPEATED").values_list("inputs__times", "inputs__amount")) == [(4, 55_800_000.0)]


def test_dates_of_contracts(imported, packages):
    assert (flags("NO_DATES").count(), flags("EARLY_CONTRACT").count(), flags("FAILED_RUN").count()) == (79, 6, 3)
    assert records("NEXT_YEAR") == {"10036367000"}
    assert sum(int(row["jml_versi_kontrak"]) > 1 for row in packages) == 13
    early = {row["kd_paket"] for row in packages if row["tgl_mulai"] and row["tgl_mulai"] < row["tgl_kontrak"]}
    same = {row["kd_paket"] for row in packages if row["tgl_mulai"] and row["tgl_mulai"] == row["tgl_selesai"]}
    longer = {row["kd_paket"] for row in packages if row["kd_paket"] in same and row["waktu_penyelesaian"][:2] != "1 "}
    assert (len(early), len(same), len(longer)) == (5, 60, 57)
    # The table holds the latest version of a contract: where it was amended, its date is that of the amendment.
    amended = {row["kd_paket"] for row in packages if int(row["jml_versi_kontrak"]) > 1}
    assert records("EARLY_START") == early - amended
    assert len(early & amended) == 2
    # One contract has two orders to start without a version: here it runs from the first to the end of the second.
    assert records("SAME_DAY") == longer - {"10148063000"}
    assert Spmk.objects.filter(contract__external_code="NTD-10148063000").count() == 2


def test_contracts_against_their_estimate_and_appointment(imported, packages):
    above = ProcurementFlag.objects.get(code="ID-OVERCEILING", gone_at=None, key__startswith="contract")
    assert above.contract.external_code == "NTD-10080687000"
    assert (above.contract.amount, above.inputs["hps"]) == (1_277_304_500, 128_488_000)
    before = {row["kd_paket"] for row in packages if row["tgl_sppbj"] and row["tgl_kontrak"] < row["tgl_sppbj"]}
    found = ProcurementFlag.objects.filter(code="ID-BACKDATE", gone_at=None, inputs__what="sppbj")
    first = {code.removeprefix("NTD-") for code in found.values_list("contract__external_code", flat=True)}
    assert (len(before), len(first), first < before) == (17, 13, True)
    versions = {row["kd_paket"]: int(row["jml_versi_kontrak"]) for row in packages}
    assert all(versions[code] > 1 for code in before - first)  # the appointment repeats the moment of the amendment


def test_self_managed_spending_against_its_plan(imported):
    spent = StatedPayment.objects.filter(kind="SELF_MANAGED")
    assert (spent.values("record").distinct().count(), spent.values("rup").distinct().count()) == (205, 93)
    assert (spent.values("unit").distinct().count(), flags("SW_SILENT").count()) == (8, 57)
    by_record = spent.values("record", "ceiling_amount").annotate(sum=Sum("amount"))
    sides = [(row["sum"] > row["ceiling_amount"]) - (row["sum"] < row["ceiling_amount"]) for row in by_record]
    assert (sides.count(1), sides.count(0)) == (0, 10)
    above = {key.removeprefix("rup:") for key in flags("SW_ABOVE").values_list("key", flat=True)}
    assert above == {"40435988", "40335243", "39474118", "40448453", "38932868"}
    assert (flags("SW_NO_PLAN").count(), figures("SW_NO_PLAN", "rows")) == (37, 185)
    assert dict(spent.values_list("way").annotate(number=Sum(1))) == {
        "Kwitansi": 191, "Dokumen Lainnya": 151, "Bukti Pembelian": 33, "Surat Pesanan": 3, "Surat Perjanjian": 2,
    }  # fmt: skip


def test_what_is_strange_in_the_plan(imported):
    shifted = flags("SW_SHIFTED")
    assert (shifted.count(), shifted.values("unit").distinct().count()) == (13, 1)
    assert flags("SW_NO_CEILING").count() == 121
    assert (figures("SW_LATE_PLAN", "late"), flags("SW_LATE_PLAN").count()) == (4_990, 65)


def test_the_same_delivery_again_changes_nothing_and_keeps_answers(imported, stated):
    one = flags("FALLEN").get()
    services.answer_monitoring_flag(flag_id=one.pk, text="Ditulis per termin.", actor=SYSTEM, now=LATER)
    state = list(Project.objects.order_by("pk").values_list())
    again = services.import_handovers(files=stated, year=2025, actor=SYSTEM, now=NOON)
    assert (again.new, again.changed) == (0, 0)
    assert list(Project.objects.order_by("pk").values_list()) == state
    counted = services.count_monitoring_flags(year=2025, actor=SYSTEM, now=NOON)
    assert sum(one.kept + one.gone for one in counted) == 0
    one.refresh_from_db()
    assert (one.status, one.gone_at) == ("ANSWERED", None)


def test_a_payment_that_is_sent_no_more_is_taken_off_and_comes_back(imported, stated):
    table = stated.tables["bap_bast"]
    row, number = table.rows.pop(), table.numbers.pop()
    services.import_handovers(files=stated, year=2025, actor=SYSTEM, now=LATER)
    total = Project.objects.filter(execution__isnull=False).aggregate(sum=Sum("paid_amount"))["sum"]
    assert total == D("28968015757.50") - row["besar_pembayaran"]
    table.rows.append(row)
    table.numbers.append(number)
    again = services.import_handovers(files=stated, year=2025, actor=SYSTEM, now=LATER)
    assert (again.new, again.changed) == (0, 1)
    total = Project.objects.filter(execution__isnull=False).aggregate(sum=Sum("paid_amount"))["sum"]
    assert total == D("28968015757.50")


def test_everybody_reads_what_is_stated_and_what_stands_out_beside_the_work(imported, client):
    code = "NTD-10039663000"
    project = Project.objects.get(execution__contract__external_code=code)
    shown = client.get(f"/proyek/{project.code}/").content.decode().replace("\xa0", " ")
    assert shown.count("Rp55.800.000,00") == 4
    assert "4 pembayaran, paling besar Rp55.800.000, semuanya tertulis 25" in shown
    assert "Kontrak atau pembayaran melebihi yang boleh" in shown  # found by procurement, shown here too


def test_payments_made_here_go_before_what_is_stated(imported, stated):
    execution = ContractExecution.objects.get(contract__external_code="NTD-10039663000")
    PaymentBook.objects.create(execution=execution, paid_amount=7)
    Project.objects.filter(pk=execution.project_id).update(paid_amount=7)
    services.import_handovers(files=stated, year=2025, actor=SYSTEM, now=NOON)
    assert Project.objects.get(pk=execution.project_id).paid_amount == 7

"""Printing the RKA of 200 units with 400 rows each, by the act that the worker runs; one signature and its check."""

import io
import time
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most
from bench.sections import budget_tree
from bench.timing import percentile, spans

TITLE = "200 RKA of 400 rows as PDF, and a signature"
UNITS, LINES, ITEMS = 200, 20, 20
MOST_SECONDS = 60.0
SIGNATURES = 10


def _rows(stage: Any) -> Iterator[tuple[Any, int, Any]]:
    from pendopo.budget.filling import SheetKey
    from pendopo.budget.items import ItemValues
    from pendopo.budget.models import AccountNode, ActivityNode
    from pendopo.organisations.models import Unit

    activities = budget_tree.tree(
        ActivityNode, stage.code_list, budget_tree.ACTIVITIES[:UNITS], budget_tree.ACTIVITY_WIDTHS
    )
    accounts = budget_tree.tree(
        AccountNode, stage.account_list, budget_tree.ACCOUNTS[:LINES], budget_tree.ACCOUNT_WIDTHS
    )
    units = Unit.objects.bulk_create([Unit(kind="OPD", code=f"{n:04}", name=f"Dinas {n}") for n in range(UNITS)])
    for place, unit in enumerate(units):
        key = SheetKey(unit.pk, activities[place % len(activities)], title=f"Kegiatan {place}")
        for line, account in enumerate(accounts):
            for number in range(ITEMS):
                yield key, account, ItemValues(
                    f"Barang {place}.{line}.{number}", budget_tree.price(place * LINES + line, number),
                    ((Decimal(number + 1), "orang"), (Decimal(12), "bulan")), specification="70 gram, A4",
                )  # fmt: skip


def _printed(stage: Any) -> list[Figure]:
    from pendopo.budget.services import begin_print, carry_out_print
    from pendopo.files.storage import path_of
    from pendopo.kernel.access import SYSTEM

    common: dict[str, Any] = {"actor": SYSTEM, "now": budget_tree.NOW}
    run = begin_print(stage_id=stage.pk, kind="RKA", **common)
    begun, busy = time.perf_counter(), time.process_time()
    run = carry_out_print(run_id=run.pk, **common)
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    assert run.document is not None
    with zipfile.ZipFile(io.BytesIO(path_of(run.document.sha256).read_bytes())) as found:
        if len(found.namelist()) != UNITS:
            raise SystemExit(f"{len(found.namelist())} papers instead of {UNITS}")
    size = run.document.size / 2**20
    return [
        at_most(f"{UNITS} RKA of {LINES * ITEMS} rows, one worker", took, MOST_SECONDS, "s",
                f" ({took / UNITS * 1000:.0f} ms each; CPU {busy:.3g} s)"),
        Figure("their ZIP file", f"{size:.3g} MiB"),
    ]  # fmt: skip


def _signed(stage: Any) -> list[Figure]:
    """One DPA of 400 rows, signed again and again, and its check from the bytes."""
    from pendopo.budget.models import Stage
    from pendopo.budget.services import make_paper
    from pendopo.files import checks, services
    from pendopo.files.storage import path_of
    from pendopo.kernel.access import SYSTEM
    from pendopo.organisations.models import Unit

    Stage.objects.filter(pk=stage.pk).update(status="SET", kind="APBD")
    unit = Unit.objects.earliest("code")
    paper = make_paper(stage_id=stage.pk, kind="DPA", unit_id=unit.pk, actor=SYSTEM, now=budget_tree.NOW)
    values: dict[str, Any] = {
        "position": "PA",
        "organisation": "Bench",
        "reason": "DPA",
        "actor": SYSTEM,
        "now": budget_tree.NOW,
    }
    signing = spans(lambda: services.sign_document(document_id=paper.document_id, **values), SIGNATURES)
    paper.document.refresh_from_db()
    data = path_of(paper.document.sha256).read_bytes()
    checking = spans(lambda: checks.check_bytes(data, budget_tree.NOW), SIGNATURES)
    if not checks.check_bytes(data, budget_tree.NOW).proven:
        raise SystemExit("a signature is not good")
    return [
        Figure("one signature, with its audit entry, p50", f"{percentile(signing, 50) * 1000:.0f} ms"),
        Figure(f"a check of {SIGNATURES} signatures from the bytes, p50", f"{percentile(checking, 50) * 1000:.0f} ms"),
    ]


def measure(instance: Instance) -> list[Figure]:
    """Fill a scratch database, print, sign."""
    instance.open_django()
    from pendopo.budget.filling import fill_stage

    with scratch_database():
        stage = budget_tree.empty_stage()
        fill_stage(stage, _rows(stage))
        return [*_printed(stage), *_signed(stage)]

"""A form of 2,000 rows in the workspace: opened, a cell saved, asked who else is here; through every middleware."""

import datetime as dt
import itertools
import time
from decimal import Decimal
from typing import Any

from bench.instance import Instance
from bench.report import Figure, at_most
from bench.timing import cpu, percentile, spans

TITLE = "A form of 2,000 rows in the workspace (wall time in this process, database included)"
ROWS, ACCOUNTS, OPENED, SAVED = 2_000, 3_000, 15, 60
NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
OFFICER, FORM = "staf.dpupr@contoh.id", "Pemeliharaan Berkala Jalan"


def _accounts(stage: Any) -> None:
    """As many accounts as a real list has, for the choice of an account stands on the page."""
    from pendopo.budget.models import AccountNode

    above = AccountNode.objects.filter(code_list=stage.account_list, level=5, code__startswith="5").first()
    AccountNode.objects.bulk_create(
        AccountNode(
            code_list=stage.account_list, level=6, parent=above, code=f"{above.code}.{n + 1000:04}",
            name=f"Belanja Barang dan Jasa Nomor {n} untuk Kegiatan Kantor",
        )
        for n in range(ACCOUNTS)
    )  # fmt: skip


def _filled() -> tuple[Any, Any]:
    """The stage at work and one of its forms, with 2,000 rows more, in eight accounts."""
    from pendopo.budget import services
    from pendopo.budget.items import ItemValues
    from pendopo.budget.models import Line, RkaSheet, Stage
    from pendopo.kernel.access import SYSTEM

    stage = Stage.objects.filter(owner=None, status="DRAFT").latest("year")
    sheet = RkaSheet.objects.get(year=stage.year, title=FORM)
    used = list(Line.objects.filter(sheet=sheet).order_by("pk").values_list("account_id", flat=True)[:8])
    rows = [
        (used[number % len(used)], ItemValues(f"Barang {number}", 1_000, ((Decimal(2), "buah"), (Decimal(3), "kali"))))
        for number in range(ROWS)
    ]
    services.put_items(stage_id=stage.pk, sheet_id=sheet.pk, rows=rows, actor=SYSTEM, now=NOW)
    _accounts(stage)
    return stage, sheet


def _client() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(email=OFFICER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _answered(answer: Any) -> Any:
    if answer.status_code != 200:
        raise SystemExit(f"{answer.request['PATH_INFO']} is answered {answer.status_code}")
    return answer


def _saves(client: Any, path: str, sheet: Any) -> list[float]:
    """One cell of one row after another, each with a new price."""
    from pendopo.budget.models import LineItem

    items = list(LineItem.objects.filter(line__sheet=sheet, component__startswith="Barang").order_by("pk")[:SAVED])
    prices = itertools.count(1_001)
    left = iter(items)

    def save() -> None:
        item = next(left)
        typed = {"component": item.component, "coefficients": "2 buah x 3 kali", "price": str(next(prices)),
                 "revision": str(item.revision)}  # fmt: skip
        _answered(client.post(f"{path}baris/{item.pk}/sel/", typed))

    return spans(save, SAVED)


def measure(instance: Instance) -> list[Figure]:
    """The demo's own form, filled up."""
    instance.open_django()
    stage, sheet = _filled()
    client, path = _client(), f"/workspace/anggaran/{stage.pk}/lembar/{sheet.pk}/"
    size = len(_answered(client.get(path)).content)
    opened = spans(lambda: _answered(client.get(path)), OPENED)
    busy = cpu(lambda: client.get(path), 3, 3) * 1000
    begun = time.process_time()
    saved = _saves(client, path, sheet)
    saving = (time.process_time() - begun) / SAVED * 1000
    asked = spans(lambda: _answered(client.post(f"{path}hadir/", {"since": "0"})), OPENED)
    return [
        at_most("open the form, p95", percentile(opened, 95) * 1000, 300, "ms",
                f" (p50 {percentile(opened, 50) * 1000:.0f}, {size / 1000:,.0f} KB of HTML)"),
        Figure("of it CPU of this process", f"{busy:.0f} ms"),
        at_most("save a cell with all sums, p95", percentile(saved, 95) * 1000, 50, "ms",
                f" (p50 {percentile(saved, 50) * 1000:.1f})"),
        Figure("of it CPU of this process", f"{saving:.0f} ms"),
        Figure("ask who else is here", f"p50 {percentile(asked, 50) * 1000:.1f} ms"),
    ]  # fmt: skip

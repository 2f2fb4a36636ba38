"""The act that takes over what another system reports of works: payments, handovers, self-managed plan and spending."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.files.tabular import Problem, TableRefused
from pendopo.kernel import topics
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.kernel.copying import copy_rows
from pendopo.kernel.sql import joined_by_hash
from pendopo.monitoring.handover_files import HANDOVER, PLAN, SPENDING, HandoverFiles
from pendopo.monitoring.models import StatedDefect, StatedKind, StatedPayment
from pendopo.monitoring.services.flags import count_monitoring_flags
from pendopo.monitoring.services.projects import take_up_contracts
from pendopo.monitoring.stated_sql import FIGURES, HANDED_OVER, LINK, SPENT, TAKE_UP_SELF_MANAGED
from pendopo.organisations.models import Unit
from pendopo.procurement.kinds import Origin
from pendopo.procurement.models import Contract
from pendopo.procurement.services import StatedPlan, take_over_self_managed

HANDOVERS = "monitoring.handover"
"""The format's name in the list of imports."""
TYPES = {1: "I", 2: "II", 3: "III", 4: "IV"}
COLUMNS = (
    *("year", "kind", "unit_id", "record", "rup", "title", "amount", "ceiling_amount", "paid_date", "handover_date"),
    *("progress_percent", "way", "stated_status", "digest", "current", "first_at"),
)


@dataclass
class HandoversImported:
    """What an import did: rows of each kind, repeats left out, how many are new or gone, and what could not be kept."""

    year: int
    counts: dict[str, int] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    defects: list[Problem] = field(default_factory=list)


@transaction.atomic
def import_handovers(*, files: HandoverFiles, year: int, actor: Actor, now: dt.datetime) -> HandoversImported:
    """Bring stated payments, handovers and self-managed works of a year to what the tables say; all or nothing.

    Twice the same delivery changes nothing; a table that was not sent is left as it was. Payments of contracts that
    are not known here, and rows whose cells moved, are reported. Raises TableRefused (units that are not known),
    PermissionDenied. The number of queries grows by batches only.
    """
    require(actor, "monitoring.import_handovers")
    take_up_contracts(actor=SYSTEM, now=now)
    result = HandoversImported(year)
    _Run(files, year, actor, now, result).carry_out()
    if result.new or result.changed:
        data = {"year": year, **result.counts, "new": result.new, "defects": len(result.defects)}
        record(actor=actor, event="monitoring.handovers.imported", subject=str(year), now=now, data=data)
        topics.touch("monitoring")
    count_monitoring_flags(year=year, actor=SYSTEM, now=now)
    return result


class _Run:
    """One import: its parts in their order."""

    def __init__(
        self, files: HandoverFiles, year: int, actor: Actor, now: dt.datetime, result: HandoversImported
    ) -> None:
        self.files, self.year, self.actor, self.now, self.result = files, year, actor, now, result

    def carry_out(self) -> None:
        """Plans first, then what is spent of them; at last the figures of the works, by set SQL."""
        units = self._units()
        self._plans(units)
        self._payments(StatedKind.HANDOVER, HANDOVER, [*self._handovers()])
        self._payments(StatedKind.SELF_MANAGED, SPENDING, [*self._spending(units)])
        with joined_by_hash(), connection.cursor() as cursor:
            for statement in (LINK, FIGURES, HANDED_OVER, SPENT):
                cursor.execute(statement, {"year": self.year, "today": timezone.localdate(self.now)})

    def _units(self) -> dict[str, int]:
        names = self.files.units
        found = dict(Unit.objects.filter(name__in=names).order_by("-pk").values_list("name", "pk"))
        message = _("This unit is not known here: import the budget or the units first.")
        problems = [
            Problem(row, "nama_satker", name, message, label)
            for name, (label, row) in names.items()
            if name not in found
        ]
        if problems:
            raise TableRefused(problems)
        return found

    def _plans(self, units: dict[str, int]) -> None:
        table, shifted = self.files.tables[PLAN], self.files.shifted
        if not table.label:
            return
        plans = [_plan(row, units) for row in table.rows]
        stored = take_over_self_managed(year=self.year, plans=plans, actor=self.actor, now=self.now)
        self.result.counts |= {"plans": len(plans), "shifted": len(shifted.rows)}
        self.result.new += stored.new
        self.result.changed += stored.changed
        self._shifted(units)
        with joined_by_hash(), connection.cursor() as cursor:
            cursor.execute(TAKE_UP_SELF_MANAGED, {"year": self.year, "now": self.now})
            self.result.changed += cursor.rowcount

    def _shifted(self, units: dict[str, int]) -> None:
        """Rows whose cells moved: kept as defects of the delivery, so that they are flagged until they are mended."""
        message, source = _("The cells of this row have moved: its dates cannot be read."), self.files.shifted.label
        StatedDefect.objects.filter(year=self.year).delete()
        for row, number in zip(self.files.shifted.rows, self.files.shifted.numbers, strict=True):
            value = str(row["tgl_awal_pelaksanaan_kontrak"])[:300]
            self.result.defects.append(Problem(number, "tgl_awal_pelaksanaan_kontrak", value, message, source))
        StatedDefect.objects.bulk_create(
            StatedDefect(
                year=self.year, unit_id=units[row["nama_satker"]], source=source[:80], row=number,
                record=row["kd_rup"][:40], column="tgl_awal_pelaksanaan_kontrak", amount=row["pagu"],
                value=str(row["tgl_awal_pelaksanaan_kontrak"])[:300], title=row["nama_paket"][:300],
            )
            for row, number in zip(self.files.shifted.rows, self.files.shifted.numbers, strict=True)
        )  # fmt: skip

    def _handovers(self) -> Iterator[dict[str, Any]]:
        table = self.files.tables[HANDOVER]
        codes = {row["digest"]: _contract_code(row) for row in table.rows}
        known = _units_of_contracts(codes.values())
        message = _("No contract of this number is known here: import the contracts (ISB) first.")
        for row, number in zip(table.rows, table.numbers, strict=True):
            unit = known.get(codes[row["digest"]])
            if unit is None:
                self.result.defects.append(Problem(number, "kd_paket", row["kd_paket"], message, table.label))
                continue
            yield {
                "unit_id": unit, "record": codes[row["digest"]], "amount": row["besar_pembayaran"],
                "paid_date": row["tgl_bap"], "handover_date": row["tgl_bast"],
                "progress_percent": row["progres_pct"], "way": row["cara_pembayaran"][:40],
                "stated_status": row["status_kontrak"][:60], "digest": row["digest"],
            }  # fmt: skip

    def _spending(self, units: dict[str, int]) -> Iterator[dict[str, Any]]:
        for row in self.files.tables[SPENDING].rows:
            yield {
                "unit_id": units[row["nama_satker"]], "record": row["kd_swakelola"][:40], "rup": row["kd_rup"][:40],
                "title": row["nama_paket"][:300], "amount": row["nilai_realisasi"], "ceiling_amount": row["pagu"],
                "paid_date": row["tgl_realisasi"], "way": row["jenis_realisasi"][:40], "digest": row["digest"],
            }  # fmt: skip

    def _payments(self, kind: str, name: str, rows: list[dict[str, Any]]) -> None:
        """Keep rows that are not kept yet; mark those that the latest delivery no longer has."""
        table = self.files.tables[name]
        if not table.label:
            return
        kept = StatedPayment.objects.filter(year=self.year, kind=kind)
        known = dict(kept.values_list("digest", "current"))
        sent = {row["digest"] for row in rows}
        base = dict.fromkeys(COLUMNS) | {"rup": "", "title": "", "way": "", "stated_status": "", "current": True}
        base |= {"year": self.year, "kind": str(kind), "first_at": self.now}
        fresh = [base | row for row in rows if row["digest"] not in known]
        self.result.new += copy_rows(StatedPayment, COLUMNS, ([row[name] for name in COLUMNS] for row in fresh))
        gone = kept.filter(digest__in=[digest for digest, current in known.items() if current and digest not in sent])
        back = kept.filter(digest__in=[digest for digest, current in known.items() if not current and digest in sent])
        self.result.changed += gone.update(current=False) + back.update(current=True)
        self.result.counts |= {name: len(rows), f"{name}_repeated": table.repeated}


def _contract_code(row: dict[str, Any]) -> str:
    """The number of the contract here: `NTD-` or `TND-` and the number of its run there."""
    return f"{'TND' if row['jalur'] == 'tender' else 'NTD'}-{row['kd_paket']}"[:40]


def _units_of_contracts(codes: Iterable[str]) -> dict[str, int]:
    found = Contract.objects.filter(origin=Origin.ISB, external_code__in=list(codes))
    return dict(found.values_list("external_code", "unit"))


def _plan(row: dict[str, Any], units: dict[str, int]) -> StatedPlan:
    noon = dt.time(12)
    return StatedPlan(
        rup=row["kd_rup"], unit_id=units[row["nama_satker"]], title=row["nama_paket"], ceiling=row["pagu"],
        type=TYPES.get(row["tipe_swakelola"], ""), volume=row["volume_pekerjaan"],
        starts=row["tgl_awal_pelaksanaan_kontrak"], ends=row["tgl_akhir_pelaksanaan_kontrak"],
        announced_at=timezone.make_aware(dt.datetime.combine(row["tgl_pengumuman_paket"], noon)),
    )  # fmt: skip

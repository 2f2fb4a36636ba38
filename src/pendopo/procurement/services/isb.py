"""The act that takes over a delivery of LKPP's ISB feeds."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.files.tabular import Problem, TableRefused
from pendopo.kernel import topics
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.procurement.isb.binding import bind, store_contract_shares
from pendopo.procurement.isb.checks import Found, find_strange
from pendopo.procurement.isb.contracts import (
    Known,
    store_addenda,
    store_contracts,
    store_spmk,
    store_sppbj,
)
from pendopo.procurement.isb.keeping import keep_facts, keep_problems
from pendopo.procurement.isb.limits import direct_limits
from pendopo.procurement.isb.money import Lines
from pendopo.procurement.isb.packages import store_packages, store_shares
from pendopo.procurement.isb.places import suppliers_of, units_of
from pendopo.procurement.isb.reading import IsbFiles
from pendopo.procurement.isb.runs import link_packages, store_participants, store_runs, store_steps
from pendopo.procurement.isb.sync import Synced
from pendopo.procurement.services.flags import count_flags

ISB = "procurement.isb"
"""The format's name in the list of imports."""
IMPORT_LOCK = 20_251_213
PARTS = 12
Progress = Callable[[int, int], None]


class IsbRunning(TableRefused):
    """Another import of these feeds is under way."""

    def __init__(self) -> None:
        super().__init__([Problem(None, "", "", _("Another import of these feeds is running: try again later."))])


@dataclass
class IsbImported:
    """What an import did: rows of each kind in the delivery, how many of them are new or changed, its findings."""

    year: int
    counts: dict[str, int] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    problems: list[Found] = field(default_factory=list)


def _silent(done: int, total: int) -> None:
    """No progress is shown."""


@transaction.atomic
def import_isb(*, files: IsbFiles, actor: Actor, now: dt.datetime, progress: Progress = _silent) -> IsbImported:
    """Bring packages, runs, participants and contracts of another system to what the feeds say; all or nothing.

    Twice the same delivery changes nothing. What is strange is imported and listed. The number of queries grows by
    batches only. Raises IsbRunning, TableRefused (units that are not known), PermissionDenied.
    """
    require(actor, "procurement.import_isb")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise IsbRunning
    result = IsbImported(files.year)
    _Run(files, actor, now, result, progress).carry_out()
    for new, changed in (keep_facts(files, now), keep_problems(files.year, result.problems, feed="")):
        result.new += new
        result.changed += changed
    if result.new or result.changed:
        data = {"year": files.year, **result.counts, "new": result.new, "problems": len(result.problems)}
        record(actor=actor, event="procurement.isb.imported", now=now, data=data)
        topics.touch("procurement", f"procurement:{files.year}")
        count_flags(year=files.year, actor=SYSTEM, now=now)
    progress(PARTS, PARTS)
    return result


class _Run:
    """One import: its parts in their order, each told as done."""

    def __init__(
        self, files: IsbFiles, actor: Actor, now: dt.datetime, result: IsbImported, progress: Progress
    ) -> None:
        self.files, self.actor, self.now = files, actor, now
        self.result, self.progress, self.done = result, progress, 0

    def carry_out(self) -> None:
        """Store everything, each part on those before it."""
        files, actor, now = self.files, self.actor, self.now
        units = units_of(files, actor=actor, now=now)
        suppliers = suppliers_of(files, actor=actor, now=now)
        packages = self._told("packages", store_packages(files, units, now)).rows
        runs = self._told("runs", store_runs(files, units, now)).rows
        link_packages(files, runs, packages)
        self._told("steps", store_steps(files, runs))
        self._told("participants", store_participants(files, runs, suppliers))
        known = Known(packages, runs, suppliers, units, now)
        known.sppbj = self._told("appointments", store_sppbj(files, known)).rows
        contracts = self._told("contracts", store_contracts(files, known)).rows
        self._told("orders_to_start", store_spmk(files, contracts))
        self._told("amendments", store_addenda(files, contracts))
        lines = Lines(files, units, actor)
        self._told("shares", store_shares(files, packages, lines))
        shares = self._told("contract_shares", store_contract_shares(files, contracts, lines))
        exceeded = bind(files, contracts, shares, actor=actor, now=now)
        self.result.problems = [*find_strange(files, direct_limits()), *lines.problems, *exceeded]

    def _told(self, name: str, part: Synced) -> Synced:
        self.result.counts[name] = len(part.rows)
        self.result.new += part.new
        self.result.changed += part.changed
        self.done += 1
        self.progress(self.done, PARTS)
        return part

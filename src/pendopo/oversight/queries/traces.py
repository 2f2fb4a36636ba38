"""The chain of one contract, one package, one budget line: everything in it is public."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from pendopo.audit import queries as audit
from pendopo.budget.queries import LineFunds, funds_of_lines
from pendopo.kernel.access import Actor
from pendopo.monitoring import queries as monitoring
from pendopo.monitoring.models import Project
from pendopo.procurement import queries as procurement
from pendopo.procurement.models import Contract, Package

MOST = 200
"""So many packages and contracts of one line are shown."""


@dataclass(frozen=True)
class Trace:
    """What stands in one chain; parts that are not there yet are None or empty."""

    lines: list[tuple[LineFunds, Decimal]] = field(default_factory=list)
    package: Package | None = None
    run: Any = None
    offers: int = 0
    contract: Contract | None = None
    project: Project | None = None
    contracts: list[Contract] = field(default_factory=list)


def trace_of_contract(actor: Actor, key: str) -> Trace | None:
    """The chain of a signed contract. About eight queries."""
    found = procurement.contract_public(key)
    if found is None:
        return None
    run = found.tender
    return Trace(
        lines=procurement.public_lines_of(found),
        package=found.package if found.package and found.package.version else None,
        run=run,
        offers=run.participants.count() if run else 0,
        contract=found,
        project=_project_of(actor, found),
    )


def _project_of(actor: Actor, contract: Contract) -> Project | None:
    found = monitoring.projects_visible_to(actor).filter(execution__contract=contract)
    return found.select_related("unit", "desa").first()


def trace_of_package(actor: Actor, code: str) -> Trace | None:
    """The chain of an announced package with its contracts. About eight queries."""
    found = procurement.packages_visible_to(actor).select_related("unit").filter(code=code).first()
    if found is None:
        return None
    runs = [link.tender for link in found.tenders.select_related("tender").order_by("-tender_id")]
    open_runs = [run for run in runs if run.status != "PREPARED" and not run.practice]
    run = open_runs[0] if open_runs else None
    return Trace(
        lines=[(line, Decimal(amount)) for line, amount in procurement.lines_of(actor, found)],
        package=found,
        run=run,
        offers=run.participants.count() if run else 0,
        contracts=procurement.contracts_of(actor, found),
    )


def trace_of_line(actor: Actor, line_id: int) -> LineFunds | None:
    """A line of the effective budget with what is held and spent of it. One query."""
    found = funds_of_lines(actor, [line_id])
    return found[0] if found else None


def packages_of_line(actor: Actor, line_id: int) -> list[tuple[Package, int]]:
    """Announced packages that take of a line, with how much, whole rupiah; the largest first. One query."""
    found = procurement.packages_visible_to(actor).filter(shares__line_id=line_id)
    rows = found.select_related("unit").values_list("pk", "shares__amount").order_by("-shares__amount")[:MOST]
    amounts = dict(rows)
    packages = Package.objects.select_related("unit").in_bulk(amounts)
    return [(packages[pk], amount) for pk, amount in amounts.items()]


def contracts_of_line(actor: Actor, line_id: int) -> list[tuple[Contract, Decimal]]:
    """Signed contracts that bind money of a line, with how much; the largest first. Two queries."""
    found = procurement.contracts_visible_to(actor).filter(shares__line_id=line_id)
    amounts = dict(found.values_list("pk", "shares__amount").order_by("-shares__amount")[:MOST])
    contracts = Contract.objects.select_related("supplier__organisation", "unit").in_bulk(amounts)
    return [(contracts[pk], amount) for pk, amount in amounts.items()]


def proofs_of(actor: Actor, trace: Trace) -> tuple[int, Any]:
    """How many public acts of the chain stand in the log, and the last of them. Two queries."""
    subjects = Q(pk__in=[])
    for one in (trace.package, trace.run, trace.contract, trace.project):
        if one is not None:
            named = {"entry__subject_table": one._meta.label_lower, "entry__subject_pk": str(one.pk)}
            subjects |= Q(**named)
    found = audit.public_leaves_visible_to(actor).filter(subjects)
    return found.count(), found.first()

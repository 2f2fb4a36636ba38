"""Contracts that are carried out, for tests."""

import datetime as dt
from decimal import Decimal as D

from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services as procurement
from pendopo.procurement.models import Contract
from pendopo.procurement.tests import award_factories as awards
from pendopo.procurement.tests import factories as packages
from pendopo.procurement.tests.factories import NOON

SIGNED = dt.date(2026, 11, 24)
STARTS = dt.date(2026, 12, 1)
ENDS = dt.date(2026, 12, 28)
"""Four weeks."""


def contract(unit, line, *, number="027/1", title="Rehabilitasi jalan desa", amount=100_000_000) -> Contract:
    """A signed contract of a package of its own."""
    package = packages.announced(unit, {line: amount}, title=title)
    values = procurement.ContractValues(title=title, number=number, date=SIGNED, amount=D(amount))
    who = awards.supplier(f"87{Contract.objects.count():011d}", f"CV Karya {number}")
    made = procurement.draft_contract(
        package_id=package.pk, supplier_id=who.pk, values=values, shares={line.pk: D(amount)}, actor=SYSTEM, now=NOON
    )
    return procurement.sign_contract(contract_id=made.pk, actor=SYSTEM, now=NOON)


def started(contract: Contract) -> Contract:
    """The contract with its order to start."""
    procurement.issue_spmk(
        contract_id=contract.pk, number="SPMK/1", date=SIGNED, starts_date=STARTS, ends_date=ENDS, actor=SYSTEM,
        now=NOON,
    )  # fmt: skip
    contract.refresh_from_db()
    return contract

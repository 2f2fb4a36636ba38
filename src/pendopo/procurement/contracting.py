"""What the acts on contracts share: values, refusals, the rows of law in force."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from pendopo.procurement.models import Contract, Package, ProcurementRule

Amounts = Mapping[int, Decimal]
"""Line id -> rupiah with two places."""


class ContractRefused(Exception):
    """The contract breaks a rule; `code` says which one (see `contract_words`), `limit` what it may be at most."""

    def __init__(self, code: str, limit: Any = None) -> None:
        super().__init__(f"{code} {limit}")
        self.code, self.limit = code, limit


@dataclass(frozen=True)
class ContractValues:
    """What a person says of a contract; rupiah with two places, VAT included."""

    title: str
    number: str
    date: dt.date
    amount: Decimal
    starts_date: dt.date | None = None
    ends_date: dt.date | None = None
    payment_kind: str = ""
    pdn_amount: Decimal | None = None


def rule_on(code: str, day: dt.date) -> dict[str, Any]:
    """The value of the rule in force on the day. Raises ProcurementRule.DoesNotExist."""
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    value: dict[str, Any] = ProcurementRule.objects.filter(at, code=code).latest("valid_from").value
    return value


def source_of(contract: Contract) -> str:
    """The contract's name in the ledger of funds."""
    return f"procurement.contract:{contract.key}"


def check_values(package: Package, values: ContractValues, shares: Amounts) -> None:
    """Raise ContractRefused for amounts, lines or dates that do not fit the package."""
    own = dict(package.shares.values_list("line_id", "amount"))
    if values.amount <= 0 or any(amount <= 0 for amount in shares.values()):
        raise ContractRefused("amount")
    if sum(shares.values(), Decimal(0)) != values.amount:
        raise ContractRefused("shares_sum", values.amount)
    if set(shares) - set(own):
        raise ContractRefused("shares_line")
    if values.amount > package.ceiling_amount:
        raise ContractRefused("ceiling", package.ceiling_amount)
    if values.starts_date and values.ends_date and values.ends_date < values.starts_date:
        raise ContractRefused("dates")

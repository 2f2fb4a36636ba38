"""Totals by account, where a stage holds lines: the account side of the budget."""

from dataclasses import dataclass

from pendopo.budget.models import AccountNode, NodeTotal, Stage
from pendopo.budget.names import readable
from pendopo.organisations.models import Unit

DEEPEST = 6
"""The level of a sub rincian objek."""


@dataclass(frozen=True)
class AccountRow:
    """An account with its amount, whole rupiah, and whether there are accounts beneath it."""

    code: str
    official_name: str
    amount: int
    leads_on: bool

    @property
    def name(self) -> str:
        """The name in reading case; the code where the name is unknown."""
        return readable(self.official_name or self.code)


def account_at(stage: Stage, code: str) -> AccountNode | None:
    """The account with this code in the stage's list, or None. One query."""
    return AccountNode.objects.filter(code_list_id=stage.account_list_id, code=code).first()


def account_rows(stage: Stage, *, unit: Unit | None = None, under: AccountNode | None = None) -> list[AccountRow]:
    """The accounts right below `under` (or the topmost) with the totals of the unit or of all, by code. One query.

    Empty where the stage holds no lines: ceilings know no accounts.
    """
    found = NodeTotal.objects.filter(stage=stage, unit=unit, activity=None, account__parent=under).exclude(account=None)
    rows = found.order_by("account__code").values_list("account__code", "account__name", "amount", "account__level")
    return [AccountRow(code, name, amount, level < DEEPEST) for code, name, amount, level in rows]


def accounts_above(account: AccountNode | None) -> list[AccountNode]:
    """The accounts from the top down to this one, itself included. At most one query."""
    if account is None:
        return []
    parts = account.code.split(".")
    codes = [".".join(parts[:number]) for number in range(1, len(parts) + 1)]
    return list(AccountNode.objects.filter(code_list_id=account.code_list_id, code__in=codes).order_by("level"))

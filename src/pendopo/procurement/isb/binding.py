"""What imported contracts bind of budget lines, and those that their ceilings do not bear."""

import datetime as dt
from decimal import Decimal

from pendopo.budget.services import bind_imported_contracts
from pendopo.kernel.access import Actor
from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.checks import Found, at
from pendopo.procurement.isb.contracts import contract_code
from pendopo.procurement.isb.money import Lines
from pendopo.procurement.isb.reading import IsbFiles, Row
from pendopo.procurement.isb.sync import Synced, sync_all
from pendopo.procurement.kinds import Origin
from pendopo.procurement.models import Contract, ContractShare
from pendopo.procurement.states import ContractStatus

CODES = ((feeds.DIRECT, feeds.DIRECT), (feeds.TENDERS, feeds.TENDERS_DONE), (feeds.ORDERS, feeds.ORDERS))
"""The feed that names a contract's record, and the one that has its budget codes."""


def holder_of(contract: Contract) -> str:
    """What names the contract in the ledger of funds."""
    return f"procurement.contract:{contract.key}"


def coded_rows(files: IsbFiles) -> dict[str, Row]:
    """Contract code -> the row with its budget codes."""
    return {contract_code(named, row.record): row for named, coded in CODES for row in files.distinct(coded)}


def store_contract_shares(files: IsbFiles, contracts: dict[str, Contract], lines: Lines) -> Synced[ContractShare]:
    """What each contract takes of its lines; a line that a delivery no longer names is let go."""
    rows = coded_rows(files)
    wanted = [
        ContractShare(contract=contract, line_id=line, amount=amount)
        for code, contract in contracts.items()
        for line, amount in lines.shares(rows.get(code), contract.value_amount).items()
    ]
    kept = ContractShare.objects.filter(contract__origin=Origin.ISB, contract__year=files.year)
    return sync_all(wanted, kept, key=lambda one: (one.contract_id, one.line_id), fields=("amount",))


def bind(
    files: IsbFiles, contracts: dict[str, Contract], shares: Synced[ContractShare], *, actor: Actor, now: dt.datetime
) -> list[Found]:
    """Enter the contracts in the ledger, the earliest first; gives those beyond their ceiling."""
    amounts: dict[int, dict[int, Decimal]] = {}
    for share in shares.rows.values():
        amounts.setdefault(share.contract_id, {})[share.line_id] = share.amount
    binding = [one for one in contracts.values() if one.status != ContractStatus.TERMINATED and one.pk in amounts]
    ordered = {holder_of(one): one for one in sorted(binding, key=lambda one: (one.date, one.external_code))}
    refused = bind_imported_contracts(
        year=files.year,
        contracts={holder: amounts[one.pk] for holder, one in ordered.items()},
        actor=actor,
        now=now,
    )
    rows = coded_rows(files)
    return [
        at(
            row := rows[ordered[holder].external_code],
            "FUNDS_EXCEEDED",
            "mak",
            value=refusal.wanted_amount,
            other=refusal.free_amount,
            key=f"{row.record} {refusal.code}",
        )
        for holder, refusal in refused.items()
    ]

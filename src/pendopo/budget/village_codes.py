"""The two axes of a village's budget (Permendagri 20/2018): bidang, sub bidang, kegiatan; and accounts of three levels.

Sub bidang have no name in the list at hand; their place in the tree is kept, their code stands for the name.
"""

import csv
from pathlib import Path

from pendopo.budget.models import AccountNode, ActivityLevel, ActivityNode, CodeList, FundingSource

HERE = Path(__file__).parent
LAW = "Permendagri 20/2018"
LEVELS = {2: ActivityLevel.URUSAN, 5: ActivityLevel.BIDANG_URUSAN, 8: ActivityLevel.KEGIATAN}
"""Length of a code -> its level: the first stands for bidang, the second for sub bidang."""
FROM_REGENCY = ("4.2.1", "4.2.2", "4.2.3", "4.2.5")
"""Village revenue that the regency's budget already holds as its transfer: DD, tax share, ADD, regency aid."""


class FundingMissing(Exception):
    """Spending and financing name the source of funds they come from."""


def rows_of(name: str) -> dict[str, str]:
    """Code -> name of a list beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row["nama"] for row in csv.DictReader(file)}


def village_lists() -> tuple[CodeList, CodeList]:
    """The lists of village activities and village accounts, stored when they are not yet."""
    own = {"name": LAW, "legal_act": LAW, "certain": True}
    activities, new = CodeList.objects.get_or_create(kind="VILLAGE_ACTIVITY", code="20/2018", defaults=own)
    if new:
        _store_activities(activities)
    accounts, new = CodeList.objects.get_or_create(kind="VILLAGE_ACCOUNT", code="20/2018", defaults=own)
    if new:
        _store_accounts(accounts)
    return activities, accounts


def funding_accounts() -> dict[str, str]:
    """Beginning of a revenue account -> the code of the source that it fills; what a village receives names its source.

    The codes are those villages use in Siskeudes; no regulation at hand numbers them, so the list is not certain.
    """
    with (HERE / "village_fundings.csv").open(encoding="utf-8", newline="") as file:
        return {row["rekening"]: row["kode"] for row in csv.DictReader(file)}


def village_fundings() -> CodeList:
    """The list of sources of funds of villages, stored when it is not yet."""
    own = {"name": "Sumber dana desa", "legal_act": LAW, "certain": False}
    fundings, new = CodeList.objects.get_or_create(kind="VILLAGE_FUNDING", code="20/2018", defaults=own)
    if new:
        names = rows_of("village_fundings.csv")
        FundingSource.objects.bulk_create(
            FundingSource(code_list=fundings, code=code, name=name) for code, name in names.items()
        )
    return fundings


def _store_activities(code_list: CodeList) -> None:
    names = rows_of("village_activities.csv")
    codes = {code[:width] for code in names for width in LEVELS if width <= len(code)}
    found: dict[str, ActivityNode] = {}
    for width, level in LEVELS.items():
        made = ActivityNode.objects.bulk_create(
            ActivityNode(
                code_list=code_list, level=level, code=code, name=names.get(code, ""), parent=found.get(code[:-3])
            )
            for code in sorted(codes)
            if len(code) == width
        )
        found |= {node.code: node for node in made}


def _store_accounts(code_list: CodeList) -> None:
    found: dict[str, AccountNode] = {}
    for level, width in enumerate((1, 3, 5), start=1):
        made = AccountNode.objects.bulk_create(
            AccountNode(code_list=code_list, level=level, code=code, name=name, parent=found.get(code[:-2]))
            for code, name in sorted(rows_of("village_accounts.csv").items())
            if len(code) == width
        )
        found |= {node.code: node for node in made}


def source_of(account: str, funding_id: int | None) -> int:
    """The id of the row's source: revenue's follows from its account, others name theirs. Raises FundingMissing."""
    sources = FundingSource.objects.filter(code_list=village_fundings())
    if account[0] == "4":
        fills = funding_accounts()
        code = next((fills[key] for key in sorted(fills, key=len, reverse=True) if account.startswith(key)), "")
        return sources.get(code=code).pk
    found = sources.filter(pk=funding_id).first() if funding_id else None
    if found is None:
        raise FundingMissing
    return found.pk

"""Lines opened for contracts of another system, under sub kegiatan of which this budget holds ceilings only."""

from collections.abc import Iterable

from django.db import transaction

from pendopo.budget.code_rows import ACCOUNT_WIDTHS
from pendopo.budget.models import AccountNode, CodeList, Line, Pagu, RkaSheet, Side, Stage
from pendopo.budget.states import EFFECTIVE
from pendopo.kernel.access import Actor, require

IMPORTED_LIST = "imported"
"""Code of the account list that holds accounts which no list of the regency names."""

Mak = tuple[int, str, str]
"""(unit id, code of the sub kegiatan, code of the account) of a budget line."""


@transaction.atomic
def open_imported_lines(*, year: int, maks: Iterable[Mak], actor: Actor) -> dict[Mak, int]:
    """Find the line of each (unit, sub kegiatan, account), or open one marked as imported.

    Gives mak -> line id for those whose sub kegiatan has a ceiling in the year's effective stage; others are missing
    from it. The number of queries does not grow with the rows. Raises PermissionDenied.
    """
    require(actor, "budget.open_imported_lines")
    stage = Stage.objects.filter(year=year, owner=None, status__in=EFFECTIVE).first()
    if stage is None:
        return {}
    places = _places(stage)
    wanted = {mak: places[mak[:2]] for mak in maks if mak[:2] in places}
    accounts = _accounts(stage, {mak[2] for mak in wanted})
    sheets = _sheets(year, set(wanted.values()))
    pairs = {mak: (sheets[place], accounts[mak[2]]) for mak, place in wanted.items()}
    Line.objects.bulk_create(
        (Line(sheet_id=sheet, account_id=account, imported=True) for sheet, account in dict.fromkeys(pairs.values())),
        ignore_conflicts=True,
    )
    rows = Line.objects.filter(sheet_id__in=set(sheets.values())).values_list("sheet_id", "account_id", "pk")
    lines = {(sheet, account): pk for sheet, account, pk in rows}
    return {mak: lines[pair] for mak, pair in pairs.items()}


Occurrence = tuple[int, int, int]
"""(unit id, id of the sub kegiatan, its occurrence)."""


def _places(stage: Stage) -> dict[tuple[int, str], Occurrence]:
    """(unit id, code) -> the occurrence of the sub kegiatan in the unit that has the largest ceiling."""
    rows = Pagu.objects.filter(stage=stage).order_by("amount", "-sequence")
    found = rows.values_list("unit_id", "activity__code", "activity_id", "sequence")
    return {(unit, code): (unit, activity, sequence) for unit, code, activity, sequence in found}


def _sheets(year: int, places: set[Occurrence]) -> dict[Occurrence, int]:
    """The forms of the occurrences, begun where there are none."""
    RkaSheet.objects.bulk_create(
        (RkaSheet(year=year, unit_id=u, activity_id=a, sequence=n, side=Side.SPENDING) for u, a, n in sorted(places)),
        ignore_conflicts=True,
    )
    rows = RkaSheet.objects.filter(year=year, owner=None, side=Side.SPENDING)
    return {(u, a, n): pk for pk, u, a, n in rows.values_list("pk", "unit_id", "activity_id", "sequence")}


def _accounts(stage: Stage, codes: set[str]) -> dict[str, int]:
    """Code -> account, of the stage's list where it knows the code, else of the list of imported ones."""
    found: dict[str, int] = {}
    if stage.account_list_id:
        found = dict(_known(stage.account_list_id, codes))
    missing = codes - found.keys()
    if missing:
        others, _new = CodeList.objects.get_or_create(
            kind=CodeList.Kind.ACCOUNT, code=IMPORTED_LIST, defaults={"name": "Rekening dari sistem lain"}
        )
        found |= _begun(others, missing)
    return found


def _known(code_list_id: int, codes: set[str]) -> list[tuple[str, int]]:
    return list(AccountNode.objects.filter(code_list_id=code_list_id, code__in=codes).values_list("code", "pk"))


def _begun(code_list: CodeList, codes: set[str]) -> dict[str, int]:
    """Accounts without a name, with all levels above them."""
    above: dict[str, int | None] = {"": None}
    for level, width in enumerate(ACCOUNT_WIDTHS, start=1):
        here = {code[:width] for code in codes}
        AccountNode.objects.bulk_create(
            (
                AccountNode(code_list=code_list, code=code, level=level, parent_id=above[_parent(code, level)])
                for code in sorted(here)
            ),
            ignore_conflicts=True,
        )
        above |= dict(_known(code_list.pk, here))
    return {code: pk for code, pk in above.items() if pk is not None and code in codes}


def _parent(code: str, level: int) -> str:
    return code[: ACCOUNT_WIDTHS[level - 2]] if level > 1 else ""

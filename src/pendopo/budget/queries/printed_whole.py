"""Papers of the whole regency: the summary of the APBD, and its annex by urusan, unit, program and kegiatan."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Sum, Value
from django.db.models.functions import Left

from pendopo.budget.models import ActivityNode, LineAmount, NodeTotal, Stage
from pendopo.budget.names import readable
from pendopo.kernel.display import number, terbilang
from pendopo.organisations.models import Unit

SUMMARY_LEVEL = 3
GROUPS = ("5.1", "5.2", "5.3", "5.4")
"""Operating, capital, unforeseen, transfer (Permendagri 90/2019)."""
BIDANG = 4
"""Signs of the code of a bidang urusan."""
DEPTHS = {7: 2, 12: 3, 17: 4}
"""Signs of the code of a program, kegiatan, sub kegiatan -> depth in the annex."""
WIDTHS = (BIDANG, *DEPTHS)
Key = tuple[str, str, str]


def summary_rows(stage: Stage) -> dict[str, Any]:
    """Accounts to the third level with the official closing lines, for `summary.typ`. One query."""
    found = NodeTotal.objects.filter(stage=stage, unit=None, activity=None, account__level__lte=SUMMARY_LEVEL)
    rows = list(found.order_by("account__code").values_list("account__code", "account__name", "amount"))
    sums = {code: amount for code, _name, amount in rows}
    surplus = sums.get("4", 0) - sums.get("5", 0)
    net = sums.get("6.1", 0) - sums.get("6.2", 0)
    return {
        "rows": [[code, readable(name), number(amount)] for code, name, amount in rows],
        "revenue": in_brackets(sums.get("4", 0)),
        "spending": in_brackets(sums.get("5", 0)),
        "surplus": in_brackets(surplus),
        "net": in_brackets(net),
        "silpa": in_brackets(surplus + net),
        "spending_words": terbilang(sums.get("5", 0)),
    }


def in_brackets(amount: int) -> str:
    """The amount; one below zero stands in brackets, as official tables write it."""
    return f"({number(-amount)})" if amount < 0 else number(amount)


def annex_rows(stage: Stage, activity_id: int | None = None) -> dict[str, Any]:
    """The tree of one urusan (or of all): bidang, unit, program, kegiatan, sub kegiatan, for `annex.typ`. Four queries.

    A row is (depth, code, name, operating, capital, unforeseen, transfer, sum); depth 0 is the bidang, 1 the unit.
    """
    node = ActivityNode.objects.filter(pk=activity_id).first() if activity_id else None
    names, units, sums = _sums(stage, node)
    rows: list[list[Any]] = []
    whole, last = [0, 0, 0, 0], ""
    for bidang, unit, code in sorted(sums):
        if bidang != last:
            last = bidang
            amounts = _added(part for key, part in sums.items() if key[0] == bidang and key[2] == bidang)
            whole = _added([whole, amounts])
            rows.append([0, bidang, names.get(bidang, ""), *_row(amounts)])
        told = [1, unit, units[unit]] if code == bidang else [DEPTHS.get(len(code), 4), code, names.get(code, "")]
        rows.append([*told, *_row(sums[bidang, unit, code])])
    return {
        "urusan": f"{node.code} {readable(node.name)}" if node else "",
        "rows": rows,
        "total": _row(whole),
        "words": terbilang(sum(whole)),
    }


def _sums(stage: Stage, node: ActivityNode | None) -> tuple[dict[str, str], dict[str, str], dict[Key, list[int]]]:
    """Names of activities, names of units, and (bidang, unit, activity) -> the four groups, whole rupiah."""
    found = LineAmount.objects.filter(
        line__sheet__year=stage.year,
        line__sheet__owner=stage.owner_id,
        line__sheet__activity__code__startswith=node.code if node else "",
        stages__contains=stage.seq,
        amount__gt=0,
    )
    group = Left("line__account__code", Value(3))
    columns = (F("line__sheet__unit__code"), F("line__sheet__activity__code"), group)
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for unit, leaf, account, amount in found.order_by().values_list(*columns).annotate(amounts=Sum("amount")):
        for width in WIDTHS:
            sums[leaf[:BIDANG], unit, leaf[:width]][GROUPS.index(account)] += amount
    codes = {code for _bidang, _unit, code in sums}
    nodes = ActivityNode.objects.filter(code_list_id=stage.code_list_id, code__in=codes)
    names = {code: readable(name) for code, name in nodes.values_list("code", "name")}
    units = Unit.objects.filter(code__in={unit for _bidang, unit, _code in sums})
    unit_names = {code: readable(name, title=True) for code, name in units.values_list("code", "name")}
    return names, unit_names, dict(sums)


def _added(parts: Iterable[list[int]]) -> list[int]:
    return [sum(column) for column in zip([0, 0, 0, 0], *parts, strict=True)]


def _row(amounts: list[int]) -> list[str]:
    return [number(amount) for amount in (*amounts, sum(amounts))]

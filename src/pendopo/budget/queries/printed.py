"""What printed forms of the budget show: plain texts, amounts written out, in the order of the paper."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from pendopo.budget.models import AccountNode, LineItem, Pagu, RkaMove, RkaSheet, SheetDetail, Stage
from pendopo.budget.names import readable
from pendopo.budget.states import EFFECTIVE
from pendopo.budget.writing import write_coefficients, write_volume
from pendopo.kernel.display import full_date, number, terbilang
from pendopo.organisations.models import Unit

WIDTHS = (1, 3, 6, 9, 12, 17)
"""Signs of an account code at its six levels."""
ORDER = {"REVENUE": 0, "SPENDING": 1, "FINANCING": 2}


def printed_sheets(stage: Stage, unit: Unit, sheet_id: int | None = None) -> list[dict[str, Any]]:
    """The forms of the unit that hold rows in the stage, or that one, rows or not. At most eight queries."""
    own = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, unit=unit)
    own = own.filter(pk=sheet_id) if sheet_id else own
    sheets = list(own.select_related("activity__parent__parent__parent__parent"))
    items = _items(stage, [sheet.pk for sheet in sheets])
    names = _account_names(stage, {row["code"] for rows in items.values() for row in rows})
    details = {each.sheet_id: each for each in details_of(stage, sheets)}
    before = _before(stage, unit)
    found = [
        _printed(sheet, items[sheet.pk], names, details.get(sheet.pk), before)
        for sheet in sheets
        if items[sheet.pk] or sheet_id
    ]
    return sorted(found, key=lambda sheet: (ORDER[sheet["side"]], sheet["code"], sheet["sequence"]))


def _items(stage: Stage, sheets: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    rows = LineItem.objects.filter(line__sheet__in=list(sheets), stages__contains=stage.seq)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    columns = ("component", "specification", "coefficients", "measure", "unit_price_amount", "tax_percent", "amount")
    order = rows.order_by("line__sheet_id", "line__account__code", "number")
    for sheet, code, label, source, *values in order.values_list(
        "line__sheet_id", "line__account__code", "package_label", "funding__name", *columns
    ):
        row = dict(zip(columns, values, strict=True))
        found[sheet].append(row | {"code": code, "package_label": label, "source": source})
    return found


def _account_names(stage: Stage, leaves: set[str]) -> dict[str, str]:
    codes = {leaf[:width] for leaf in leaves for width in WIDTHS}
    found = AccountNode.objects.filter(code_list_id=stage.account_list_id, code__in=codes)
    return dict(found.values_list("code", "name"))


def details_of(stage: Stage, sheets: list[RkaSheet]) -> QuerySet[SheetDetail]:
    """What describes the forms in the stage: indicators, places, months."""
    found = SheetDetail.objects.filter(sheet__in=sheets, stages__contains=stage.seq)
    return found.prefetch_related("indicators", "places__desa")


def _before(stage: Stage, unit: Unit) -> dict[tuple[str, int], int]:
    """(code, sequence) -> ceiling of the effective stage of the year before, whole rupiah."""
    found = Pagu.objects.filter(
        Q(stage__owner=stage.owner_id), stage__year=stage.year - 1, stage__status__in=EFFECTIVE, unit=unit
    )
    return {
        (code, sequence): amount for code, sequence, amount in found.values_list("activity__code", "sequence", "amount")
    }


def _printed(
    sheet: RkaSheet,
    items: list[dict[str, Any]],
    names: dict[str, str],
    detail: SheetDetail | None,
    before: dict[tuple[str, int], int],
) -> dict[str, Any]:
    amount = sum(row["amount"] for row in items)
    earlier = before.get((sheet.activity.code, sheet.sequence)) if sheet.activity else None
    return {
        "side": sheet.side,
        "code": sheet.activity.code if sheet.activity else "",
        "sequence": sheet.sequence,
        "name": readable(sheet.title or (sheet.activity.name if sheet.activity else sheet.get_side_display())),
        "levels": levels_of(sheet),
        "sources": sorted({row["source"] for row in items if row["source"]}),
        "rows": account_rows_of(items, names),
        "amount": number(amount),
        "words": terbilang(amount),
        "before_amount": number(earlier) if earlier is not None else "",
        "before_words": terbilang(earlier) if earlier is not None else "",
        **_described(detail),
    }


def levels_of(sheet: RkaSheet) -> list[tuple[str, str]]:
    """(code, name) from the urusan down to the sub kegiatan."""
    node, found = sheet.activity, []
    while node is not None:
        name = sheet.title if node is sheet.activity and sheet.title else node.name
        found.append((node.code, readable(name)))
        node = node.parent
    return found[::-1]


def _described(detail: SheetDetail | None) -> dict[str, Any]:
    if detail is None:
        return {"places": [], "months": [1, 12], "target_group": "-", "indicators": [], "cash": []}
    group = f"{number(detail.beneficiaries)} {detail.beneficiary_label}" if detail.beneficiaries else "-"
    return {
        "places": [place.desa.name for place in detail.places.all()],
        "months": [detail.first_month, detail.last_month],
        "target_group": group.strip(),
        "indicators": indicators_of(detail),
        "cash": [number(amount) for amount in detail.cash],
    }


def examined_by(stage: Stage, unit: Unit) -> list[list[str]]:
    """(office, name, date) of who examined the Rka as it was last submitted: gates, then the budget team. One query.

    The office is the code of the gate, `TAPD` for the budget team.
    """
    moves = RkaMove.objects.filter(rka__stage=stage, rka__unit=unit).order_by("pk")
    found: list[list[str]] = []
    for action, gate, name, at in moves.values_list("action", "gate", "actor_label", "at"):
        if action in ("submit", "return"):
            found = []
        elif action in ("pass", "verify"):
            found.append([gate or "TAPD", name, full_date(at)])
    return found


def indicators_of(detail: SheetDetail | None) -> list[tuple[str, str, str]]:
    """(kind, what is measured, target with its unit) of a form."""
    found = detail.indicators.all() if detail else []
    return [(one.kind, one.text, f"{number(one.target)} {one.measure}") for one in found]


def account_rows_of(items: list[dict[str, Any]], names: dict[str, str]) -> list[list[str]]:
    """Rows in order with every account above them and its sum: the table of a form (see form.typ)."""
    sums: dict[str, int] = defaultdict(int)
    for row in items:
        for width in WIDTHS:
            sums[row["code"][:width]] += row["amount"]
    rows: list[list[str]] = []
    shown: set[str] = set()
    place: tuple[str, str] = ("", "")
    for row in items:
        for code in (row["code"][:width] for width in WIDTHS):
            if code not in shown:
                shown.add(code)
                rows.append(["a", code, readable(names.get(code, "")), number(sums[code])])
        if row["package_label"] and place != (row["code"], row["package_label"]):
            rows.append(["g", row["package_label"]])
        place = (row["code"], row["package_label"])
        rows.append(_component(row))
    return rows


def _component(row: dict[str, Any]) -> list[str]:
    tax = f"{write_volume(row['tax_percent'])}%" if row["tax_percent"] else ""
    return [
        "i",
        row["component"],
        row["specification"],
        write_coefficients(row["coefficients"]),
        row["measure"],
        number(row["unit_price_amount"]),
        tax,
        number(row["amount"]),
    ]

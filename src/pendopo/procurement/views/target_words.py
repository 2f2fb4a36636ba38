"""Targets in words: shares, whether they are kept, rows of files."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pendopo.budget.names import readable
from pendopo.kernel.display import percent
from pendopo.kernel.figures import share_bar

HEADS = (
    "kode_unit", "satuan_kerja", "anggaran_barang_jasa", "paket", "paket_umk", "persen_umk", "paket_pdn", "persen_pdn",
    "tkdn_persen", "kontrak", "kontrak_umk", "persen_umk_kontrak", "kontrak_pdn", "persen_pdn_kontrak",
)  # fmt: skip


def said(value: Decimal | None) -> str:
    """A share in percent; of nothing, that nothing is stated."""
    return _("not stated") if value is None else percent(value)


def shown(row: Any, least: int | None) -> dict[str, Any]:
    """What a page shows of a unit: name, shares in words, bars with the target as a mark, tag."""
    missed = least is not None and row.umk_percent is not None and row.umk_percent < least
    return {
        "row": row,
        "of": _("of the budget for goods and services") if row.budget_amount else _("of all packages"),
        "name": readable(row.unit_name, title=True) if row.unit_name else "",
        "umk": said(row.umk_percent),
        "pdn": said(row.pdn_percent),
        "tkdn": said(row.tkdn_percent),
        "bound_umk": said(row.bound_umk_percent),
        "bound_pdn": said(row.bound_pdn_percent),
        "reached": said(row.reached_percent),
        "missed": missed,
        "tag": _("Below the target") if missed else _("Target kept"),
        "tag_kind": "wait" if missed else "done",
        "bar": share_bar(row.umk_percent or 0, plan=least, css="s4" if missed else "f-good"),
        "bound_bar": share_bar(row.reached_percent or 0, plan=least, css="s1"),
        "pdn_bar": share_bar(row.pdn_percent or 0, css="s1"),
    }


def file_row(row: Any) -> tuple[Any, ...]:
    """A unit as a row of a file; empty where there is no share."""
    return (
        row.unit_code, row.unit_name or "SELURUHNYA", row.budget_amount, row.planned_amount, row.planned_umk,
        row.umk_percent, row.planned_pdn, row.pdn_percent, row.tkdn_percent, row.bound_amount, row.bound_umk,
        row.bound_umk_percent, row.bound_pdn, row.bound_pdn_percent,
    )  # fmt: skip

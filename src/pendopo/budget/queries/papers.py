"""The whole data of a paper, by its kind: which template, the head, the forms, who signs, the code to check it with."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.accounts.queries import holder_name
from pendopo.accounts.roles import Role
from pendopo.budget.models import ActivityNode, NodeTotal, RkaSheet, Stage
from pendopo.budget.names import readable
from pendopo.budget.papering import STEPS
from pendopo.budget.queries.printed import examined_by, printed_sheets
from pendopo.budget.queries.printed_changes import OVERVIEW_LEVEL, changed_overview, changed_sheets
from pendopo.budget.queries.printed_whole import annex_rows, in_brackets, summary_rows
from pendopo.budget.states import PaperKind
from pendopo.files.printing import check_address, qr_svg
from pendopo.instance.queries import current
from pendopo.kernel.display import number, terbilang
from pendopo.kernel.languages import DEFAULT
from pendopo.organisations.models import Unit

FOLDER = "budget/templates/budget/papers"
WHOLE_REGENCY = ("ppkd", "sekda", "bupati")


@dataclass(frozen=True)
class PaperPlace:
    """What a paper is about: a unit or one of its forms, or (no unit) the whole regency or one urusan of it."""

    stage: Stage
    kind: PaperKind
    unit: Unit | None = None
    sheet_id: int | None = None
    activity_id: int | None = None
    version: int = 1
    replaces: str = ""
    """The code of the withdrawn paper that this one replaces."""


def regency_name() -> str:
    """`Kabupaten Purbalingga`."""
    own = current()
    return own.name if own else ""


def _place(name: str) -> str:
    """Where papers are signed: `Purbalingga`."""
    return name.removeprefix("Kabupaten ").removeprefix("Kota ")


def signer_title(role: str, unit: Unit | None) -> str:
    """The post of a signer in the paper's own language: `Pengguna Anggaran (PA), Dinas Kesehatan`."""
    with translation.override(DEFAULT):
        title = str(Role(role).label)
    return f"{title}, {readable(unit.name, title=True)}" if unit and role not in WHOLE_REGENCY else title


@translation.override(DEFAULT)
def title_of(place: PaperPlace) -> str:
    """`DPA 2026 Dinas Kesehatan`, with the form's code or the urusan where it is of one only."""
    parts = [str(place.kind.label), str(place.stage.year)]
    if place.kind == PaperKind.RKA or place.stage.seq > 1:
        parts.append(f"({place.stage.get_kind_display()}, {place.stage.seq})")
    if place.unit:
        parts.append(readable(place.unit.name, title=True))
    if place.sheet_id:
        sheet = RkaSheet.objects.select_related("activity").get(pk=place.sheet_id)
        parts.append(sheet.activity.code if sheet.activity else sheet.get_side_display())
    if place.activity_id:
        node = ActivityNode.objects.get(pk=place.activity_id)
        parts.append(f"{node.code} {readable(node.name)}")
    if place.version > 1:
        parts.append(_("(version %(number)s)") % {"number": place.version})
    return " ".join(parts)


def head_data(place: PaperPlace, *, on: dt.date, code: str = "") -> dict[str, Any]:
    """What every paper says about itself. `code` is that of an issued paper; without one it is a draft copy."""
    stage, own = place.stage, current()
    return {
        "kind": str(place.kind),
        "regency": own.name if own else "",
        "place": _place(own.name) if own else "",
        "year": str(stage.year),
        "year_before": str(stage.year - 1),
        "instrument": stage.legal_instrument,
        "code": code,
        "address": check_address(code) if code else "",
        "qr": qr_svg(check_address(code)) if code else "",
        "draft": not code,
        "demo": stage.demo,
        "version": str(place.version) if place.version > 1 else "",
        "replaces": place.replaces,
        "date": [on.day, on.month, on.year],
        "signatures": [{"role": role, "name": _holder(role, place.unit, on)} for role in STEPS[place.kind].values()],
    }


def _holder(role: str, unit: Unit | None, on: dt.date) -> str:
    return holder_name(role, None if role in WHOLE_REGENCY or unit is None else unit.pk, on)


@translation.override(DEFAULT)
def paper_data(place: PaperPlace, *, on: dt.date, code: str = "") -> tuple[str, dict[str, Any]]:
    """Template and data of a paper. A number of queries that does not grow with its rows."""
    head = head_data(place, on=on, code=code)
    if place.kind == PaperKind.SUMMARY:
        return f"{FOLDER}/summary.typ", head | summary_rows(place.stage)
    if place.kind == PaperKind.ANNEX:
        return f"{FOLDER}/annex.typ", head | annex_rows(place.stage, place.activity_id)
    assert place.unit is not None
    if place.kind == PaperKind.DPPA:
        sheets = changed_sheets(place.stage, place.unit, place.sheet_id)
        whole = changed_overview(place.stage, place.unit) if place.sheet_id is None else {}
        return f"{FOLDER}/change.typ", head | _of_unit(place) | {"sheets": sheets} | whole
    return f"{FOLDER}/form.typ", head | form_data(place)


def form_data(place: PaperPlace) -> dict[str, Any]:
    """RKA or DPA of a unit, whole or of one form, for `form.typ`."""
    assert place.unit is not None
    return _of_unit(place) | {
        "cash": place.kind != PaperKind.RKA,
        "examined": examined_by(place.stage, place.unit) if place.kind == PaperKind.RKA else [],
        "sheets": printed_sheets(place.stage, place.unit, place.sheet_id),
        **_overview(place.stage, place.unit),
    }


def _repeated(place: PaperPlace) -> str:
    return f"/{place.version}" if place.version > 1 else ""


def _of_unit(place: PaperPlace) -> dict[str, Any]:
    assert place.unit is not None
    return {
        "unit": readable(place.unit.name, title=True),
        "unit_code": place.unit.code,
        "number": f"{place.kind}/{place.unit.code}/{place.stage.year}-{place.stage.seq}" + _repeated(place),
        "whole": place.sheet_id is None,
    }


def _overview(stage: Stage, unit: Unit) -> dict[str, Any]:
    """Account, name and amount down to the third level, and the closing lines of what the unit has. One query."""
    found = NodeTotal.objects.filter(stage=stage, unit=unit, activity=None, account__level__lte=OVERVIEW_LEVEL)
    rows = list(found.order_by("account__code").values_list("account__code", "account__name", "amount"))
    sums = {code: amount for code, _name, amount in rows}
    revenue, spending = sums.get("4", 0), sums.get("5", 0)
    closing = [("SPENDING", number(spending))]
    if revenue:
        closing = [("REVENUE", number(revenue)), *closing, ("SURPLUS", in_brackets(revenue - spending))]
    if "6" in sums:
        closing.append(("NET", in_brackets(sums.get("6.1", 0) - sums.get("6.2", 0))))
    return {
        "overview": [[code, readable(name), number(amount)] for code, name, amount in rows if amount],
        "closing": closing,
        "spending_words": terbilang(spending),
    }

"""The whole data of a printed form: head, forms, overview, who signs, the code to check it with."""

import datetime as dt
from typing import Any

from pendopo.accounts.queries import holder_name
from pendopo.budget.models import NodeTotal, Stage
from pendopo.budget.names import readable
from pendopo.budget.queries.printed import printed_sheets
from pendopo.files.printing import check_address, qr_svg
from pendopo.instance.queries import current
from pendopo.kernel.display import number, terbilang
from pendopo.organisations.models import Unit

OVERVIEW_LEVEL = 3
WHOLE_REGENCY = ("ppkd", "sekda", "bupati")
SIGNERS = {"RKA": ("pa",), "DPA": ("pa", "ppkd", "sekda"), "DPPA": ("pa", "ppkd", "sekda"), "SUMMARY": ("bupati",)}
"""Who signs a paper of that kind, in this order (Permendagri 77/2020)."""


def head_data(stage: Stage, kind: str, *, on: dt.date, unit: Unit | None = None, code: str = "") -> dict[str, Any]:
    """What every paper says about itself. `code` is that of an issued paper; without one it is a draft copy."""
    own = current()
    return {
        "kind": kind,
        "regency": own.name if own else "Kabupaten",
        "place": own.name if own else "",
        "year": str(stage.year),
        "year_before": str(stage.year - 1),
        "stage": stage.get_kind_display(),
        "instrument": stage.legal_instrument,
        "code": code,
        "address": check_address(code) if code else "",
        "qr": qr_svg(check_address(code)) if code else "",
        "draft": not code,
        "demo": stage.demo,
        "date": [on.day, on.month, on.year],
        "signatures": [
            {"role": role, "name": holder_name(role, None if role in WHOLE_REGENCY else unit.pk if unit else None, on)}
            for role in SIGNERS[kind]
        ],
    }


def form_data(
    stage: Stage, unit: Unit, kind: str, *, on: dt.date, sheet_id: int | None = None, code: str = ""
) -> dict[str, Any]:
    """RKA or DPA of a unit, whole or of one form, for `form.typ`. At most 14 queries, whatever the size."""
    sheets = printed_sheets(stage, unit, sheet_id)
    overview, balance = _overview(stage, unit)
    return head_data(stage, kind, on=on, unit=unit, code=code) | {
        "unit": readable(unit.name, title=True),
        "unit_code": unit.code,
        "number": f"{kind}/{unit.code}/{stage.year}-{stage.seq}",
        "whole": sheet_id is None,
        "cash": kind != "RKA",
        "sheets": sheets,
        "overview": overview,
        "balance": number(balance),
        "balance_words": terbilang(balance),
    }


def _overview(stage: Stage, unit: Unit) -> tuple[list[list[str]], int]:
    """Account, name and amount down to the third level, and revenue less spending plus financing. One query."""
    found = NodeTotal.objects.filter(stage=stage, unit=unit, activity=None, account__level__lte=OVERVIEW_LEVEL)
    rows = list(found.order_by("account__code").values_list("account__code", "account__name", "amount"))
    sums = {code: amount for code, _name, amount in rows}
    balance = sums.get("4", 0) - sums.get("5", 0) + sums.get("6.1", 0) - sums.get("6.2", 0)
    return [[code, readable(name), number(amount)] for code, name, amount in rows if amount], balance

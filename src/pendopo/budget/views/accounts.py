"""The budget by account: revenue, spending and financing down to the sub rincian objek, where a stage holds lines."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.names import readable
from pendopo.budget.views import reading
from pendopo.budget.views.downloads import answer
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page

PER_PAGE = 25
HEADS = ("kode", "nama", "jumlah")


def _found(year: int, unit: str, code: str) -> tuple[Any, Any, Any]:
    """The stage, the unit and the account of the address, the latter two None where none is named. Raises Http404."""
    stage = queries.stage_of(ANONYMOUS, year)
    place = queries.place_at(stage, unit_code=unit) if stage else None
    account = queries.account_at(stage, code) if stage and code else None
    if place is None or (code and account is None):
        raise Http404
    return stage, place.unit, account


def _address(stage: Any, unit: Any, code: str = "", kind: str = "") -> str:
    name = ("file_" if kind else "") + ("unit_" if unit else "") + ("account" if code else "accounts")
    values = {"year": stage.year, "unit": unit.code if unit else "", "code": code, "kind": kind}
    return reverse(f"budget:{name}", kwargs={key: value for key, value in values.items() if value})


def _crumbs(stage: Any, unit: Any, account: Any) -> list[dict[str, str]]:
    crumbs = [{"label": _("Budget %(year)s") % {"year": stage.year}, "url": reading.address(queries.Place(stage))}]
    if unit:
        at = queries.Place(stage, unit=unit)
        crumbs.append({"label": at.name, "url": reading.address(at)})
    crumbs.append({"label": _("By account"), "url": _address(stage, unit)})
    for node in queries.accounts_above(account):
        crumbs.append({"label": readable(node.name or node.code), "url": _address(stage, unit, node.code)})
    crumbs[-1]["url"] = ""
    return crumbs


def _shown(stage: Any, unit: Any, rows: list[queries.AccountRow], account: Any) -> list[dict[str, Any]]:
    """Rows with address, share of what is above, and the width of a bar of 100; the topmost have no common whole."""
    total = sum(row.amount for row in rows) if account else 0
    most = max((row.amount for row in rows), default=0) or 1
    return [
        {
            "row": row,
            "url": _address(stage, unit, row.code) if row.leads_on else "",
            "share": reading.share_text(row.amount, total) if account else "",
            "width": f"{row.amount * 100 / most:.2f}",
        }
        for row in rows
    ]


@public_page("budget", reading.topic)
def accounts(request: HttpRequest, year: int, unit: str = "", code: str = "") -> HttpResponse:
    """The accounts below one, of a unit or of all; or when there will be some."""
    stage, of_unit, account = _found(year, unit, code)
    rows = queries.account_rows(stage, unit=of_unit, under=account)
    context = {
        "stage": stage,
        "unit": of_unit,
        "account": account,
        "title": readable(account.name or account.code) if account else _("By account"),
        "crumbs": _crumbs(stage, of_unit, account),
        "tabs": reading.tabs(stage, "accounts", of_unit),
        "page": Paginator(_shown(stage, of_unit, rows, account), PER_PAGE).get_page(request.GET.get("page")),
        "total": sum(row.amount for row in rows) if account else None,
        "files": {kind: _address(stage, of_unit, code, kind) for kind in ("csv", "xlsx", "parquet")},
    }
    return render(request, "budget/accounts.html", context)


@public_page("budget", reading.topic)
def accounts_file(request: HttpRequest, year: int, kind: str, unit: str = "", code: str = "") -> HttpResponse:
    """The same accounts as CSV, XLSX or Parquet."""
    stage, of_unit, account = _found(year, unit, code)
    rows = queries.account_rows(stage, unit=of_unit, under=account)
    name = "-".join(["rekening", str(year), *filter(None, [unit, code])])
    return answer((HEADS, [(row.code, row.official_name, row.amount) for row in rows]), kind, name)

"""The price standards for everybody: search, one item with its history and its parts, files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.forms_prices import PriceFilterForm
from pendopo.budget.price_words import times_word
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.kernel import clock
from pendopo.kernel.pagecache import public_page

PER_PAGE = 25
HEADS = ("kode", "nama", "spesifikasi", "satuan", "harga", "jenis", "batas", "kelompok", "rekening", "berlaku_sejak")


def topic(**_kwargs: Any) -> str:
    """All pages of price standards change together."""
    return "prices"


def edition_of(request: HttpRequest) -> Any:
    """The edition asked for, else the one in force, else the latest that ever was; None before the first."""
    asked = request.GET.get("edisi", "")
    if asked.isdigit() and len(asked) < 10:
        edition = queries.open_edition(int(asked))
        if edition is None:
            raise Http404
        return edition
    return queries.effective_edition(clock.today()) or queries.open_editions().first()


def _form(request: HttpRequest, edition: Any) -> PriceFilterForm:
    return PriceFilterForm(request.GET, groups=queries.groups_of(edition), measures=queries.measures_of(edition))


@public_page("budget", topic)
def prices(request: HttpRequest) -> HttpResponse:
    """Search among the prices of an edition."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "budget/prices/none.html")
    form = _form(request, edition)
    asked = form.asked(sort=request.GET.get("urut", ""))
    found = queries.find_prices(edition, asked)
    context = {
        "edition": edition,
        "editions": queries.open_editions()[:10],
        "form": form,
        "asked": asked,
        "narrowed": any((asked.text, asked.kind, asked.group, asked.measure)),
        "similar": found.similar,
        "page": Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return render(request, "budget/prices/list.html", context)


@public_page("budget", topic)
def prices_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The prices that the page shows, all of them, as CSV, XLSX or Parquet."""
    edition = edition_of(request)
    if edition is None:
        raise Http404
    rows = queries.find_prices(edition, _form(request, edition).asked(sort=request.GET.get("urut", ""))).rows
    table = [_file_row(row, edition) for row in rows[:MOST_ROWS]]
    return answer((HEADS, table), kind, f"standar-harga-{edition.valid_from_date.isoformat()}")


def _file_row(row: Any, edition: Any) -> tuple[Any, ...]:
    item = row.item
    return (
        item.code,
        item.name,
        item.specification,
        row.measure,
        row.price_amount,
        item.kind,
        row.get_ceiling_display(),
        item.group,
        "; ".join(item.account_prefixes),
        edition.valid_from_date.isoformat(),
    )


def _history(rows: list[Any]) -> list[dict[str, Any]]:
    """Each price with its change to the one before, where both are for one unit of measure."""
    shown = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        same = before is not None and before.measure.lower() == row.measure.lower()
        ratio = row.price_amount / before.price_amount if before and same and before.price_amount else 0.0
        note = times_word(ratio) if ratio and ratio != 1 else ""
        if before is not None and not same:
            note = _("Other unit of measure")
        shown.append({"row": row, "note": note})
    return shown


@public_page("budget", topic)
def price_item(request: HttpRequest, code: str) -> HttpResponse:
    """One item: its price now, what it is made of, and what it cost before."""
    item = queries.price_item(code)
    if item is None:
        raise Http404
    rows = queries.history_of(item)
    now = rows[0]
    context = {
        "item": item,
        "now": now,
        "history": _history(rows),
        "asb": getattr(now, "asb", None),
        "composition": queries.composition_of(item, now.edition),
        "used_in": queries.used_in(item, now.edition),
        "survey": queries.survey_of(now),
    }
    return render(request, "budget/prices/item.html", context)

"""A village's procurement for everybody: all packages with search and files, one package with its road."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.budget.names import readable
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.forms_village import VillageFilterForm
from pendopo.procurement.minuting import written
from pendopo.procurement.views.packages_public import PER_PAGE, topic
from pendopo.procurement.views.village_words import facts_of, sellers_table, timeline_of, waits_for

HEADS = (
    "nomor", "kegiatan", "desa", "tahun", "jenis", "cara", "pagu", "harga", "dibayar", "penyedia", "status",
    "diumumkan",
)  # fmt: skip


def _asked(request: HttpRequest) -> tuple[VillageFilterForm, Any]:
    villages = [(code, readable(name, title=True)) for code, name in queries.villages_with_packages()]
    form = VillageFilterForm(request.GET, years=queries.village_years(), villages=villages)
    return form, queries.find_village_packages(form.question())


@public_page("procurement", topic)
def village_packages(request: HttpRequest) -> HttpResponse:
    """Packages of villages that answer the filters, with their sums."""
    form, found = _asked(request)
    sums = queries.village_sums_of(found)
    pages = Paginator(found, PER_PAGE)
    pages.count = sums.number
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key != "page"),
        "sums": sums,
        "price": written(sums.price_amount),
        "paid": written(sums.paid_amount),
        "page": pages.get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return render(request, "procurement/village/list.html", context)


@public_page("procurement", topic)
def village_packages_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The packages that the page shows, all of them, as CSV, XLSX or Parquet."""
    _form, found = _asked(request)
    rows = [
        (
            one.code, one.title, one.unit.name, one.year, one.kind, one.way, one.ceiling_amount, one.price_amount,
            one.paid_amount, one.seller.name if one.seller else "", one.status,
            one.announced_at.isoformat() if one.announced_at else "",
        )
        for one in found[:MOST_ROWS]
    ]  # fmt: skip
    return answer((HEADS, rows), kind, "pengadaan-desa")


@public_page("procurement", topic)
def village_package(request: HttpRequest, code: str) -> HttpResponse:
    """One package: what, from which row, who decides, which prices, what was paid."""
    found = queries.public_village_package(code)
    if found is None:
        raise Http404
    context = {
        "package": found,
        "facts": facts_of(found),
        "waits": waits_for(found),
        "team": queries.team_of(found),
        "sellers": sellers_table(found, queries.public_sellers(found)),
        "papers": [one for one in found.papers.select_related("document") if one.document.public],
        "timeline": timeline_of(found, list(found.payments.all()[:100])),
    }
    return render(request, "procurement/village/public.html", context)

"""The procurement plan for everybody: packages with search and filters, one package with its chain, files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.budget.names import readable
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page
from pendopo.procurement import queries
from pendopo.procurement.forms_packages import PackageFilterForm
from pendopo.procurement.views.package_words import bars_of, changes_of, facts_of, timeline_of

PER_PAGE = 25
HEADS = ("nomor", "nama_paket", "satuan_kerja", "tahun", "jenis", "metode", "pagu", "umk", "pdn", "status", "diumumkan")


def topic(**_kwargs: Any) -> str:
    """All pages of the plan change together."""
    return "procurement"


def _asked(request: HttpRequest) -> tuple[PackageFilterForm, Any]:
    years = queries.package_years(ANONYMOUS)
    units = [(code, readable(name, title=True)) for code, name in queries.units_with_packages(ANONYMOUS)]
    form = PackageFilterForm(request.GET, years=years, units=units)
    found = queries.packages_visible_to(ANONYMOUS)
    return form, queries.find_packages(found, form.asked(request.GET.get("urut", "")))


def home(request: HttpRequest) -> HttpResponse:
    """The door to procurement: the plan."""
    return redirect("procurement:packages")


@public_page("procurement", topic)
def packages(request: HttpRequest) -> HttpResponse:
    """Announced packages that answer the filters, with their sums."""
    form, found = _asked(request)
    sums, methods = queries.summary_of(found)
    pages = Paginator(found, PER_PAGE)
    pages.count = sums.number
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "sums": sums,
        "bars": bars_of(methods),
        "page": pages.get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return render(request, "procurement/packages/list.html", context)


@public_page("procurement", topic)
def packages_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The packages that the page shows, all of them, as CSV, XLSX or Parquet."""
    _form, found = _asked(request)
    rows = [
        (
            one.code,
            one.title,
            one.unit.name,
            one.year,
            one.kind,
            one.method,
            one.ceiling_amount,
            one.is_umk,
            one.is_pdn,
            one.status,
            one.announced_at.isoformat() if one.announced_at else "",
        )
        for one in found[:MOST_ROWS]
    ]
    return answer((HEADS, rows), kind, "paket-pengadaan")


@public_page("procurement", topic)
def package(request: HttpRequest, code: str) -> HttpResponse:
    """One announced package: what, how, when, from which budget lines, and what became of it."""
    found = queries.package_at(ANONYMOUS, code)
    if found is None:
        raise Http404
    versions = queries.versions_of(found)
    context = {
        "package": found,
        "facts": facts_of(found),
        "lines": versions[0].data["shares"] if versions else [],
        "timeline": timeline_of(versions),
        "changes": changes_of(versions),
        "runs": queries.runs_of(found),
        "contracts": queries.contracts_of(ANONYMOUS, found),
    }
    return render(request, "procurement/packages/package.html", context)

"""Works for everybody: the list with search, filters and files, one work with where it stands."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pendopo.budget.names import readable
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import money, number
from pendopo.kernel.figures import bars
from pendopo.kernel.pagecache import public_page
from pendopo.monitoring import queries
from pendopo.monitoring.forms_projects import ProjectFilterForm
from pendopo.monitoring.views.case_words import case_facts, ladder_of
from pendopo.monitoring.views.flag_words import cards_of_work
from pendopo.monitoring.views.payment_words import money_and_work, rows_made
from pendopo.monitoring.views.photo_words import shown_photos, three_of
from pendopo.monitoring.views.project_words import facts_of, numbers_of
from pendopo.monitoring.views.work import curve_context

PER_PAGE = 25
HEADS = (
    "nomor", "pekerjaan", "satuan_kerja", "kode_unit", "tahun", "jenis", "pelaksana", "nilai", "dibayar", "mulai",
    "selesai", "tahap", "keadaan", "rencana_persen", "realisasi_persen", "deviasi", "per_tanggal", "desa", "kecamatan",
)  # fmt: skip


def topic(**_kwargs: Any) -> str:
    """All pages of works change together."""
    return "monitoring"


def form_of(request: HttpRequest) -> ProjectFilterForm:
    """The filters with the years, units and kecamatan that have works."""
    units = [(code, readable(name, title=True)) for code, name in queries.units_with_projects(ANONYMOUS)]
    years, places = queries.project_years(ANONYMOUS), queries.kecamatan_with_projects(ANONYMOUS)
    return ProjectFilterForm(request.GET, years=years, units=units, places=places)


def found_of(request: HttpRequest, form: ProjectFilterForm) -> Any:
    """The works that answer the filters, in the order asked for."""
    question = form.question(request.GET.get("urut", ""))
    return queries.find_projects(queries.projects_visible_to(ANONYMOUS), question)


def places_of(found: Any) -> Any:
    """Works by kecamatan as bars that lead to their list; none where no work has a place."""
    here = reverse("monitoring:projects")
    rows = [
        {
            "label": row["name"],
            "value": row["number"],
            "text": f"{number(row['number'])} · {money(row['amount'])}",
            "url": f"{here}?kecamatan={row['slug']}",
        }
        for row in queries.kecamatan_of_projects(found)
    ]
    return bars(rows) if rows else None


@public_page("monitoring", topic)
def projects(request: HttpRequest) -> HttpResponse:
    """The works that answer the filters, with their sums and where they are."""
    form = form_of(request)
    found = found_of(request, form)
    context = {
        "form": form,
        "narrowed": any(value for key, value in request.GET.items() if key not in {"page", "urut"}),
        "numbers": numbers_of(queries.sums_of(found)),
        "places": places_of(found),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
    }
    return render(request, "monitoring/projects/list.html", context)


@public_page("monitoring", topic)
def projects_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same works as CSV or XLSX; at most twenty thousand."""
    found = found_of(request, form_of(request)).select_related("unit", "desa__kecamatan")
    return answer((HEADS, [_row(one) for one in found[:MOST_ROWS]]), kind, "pekerjaan")


def _row(one: Any) -> tuple[Any, ...]:
    place = (one.desa.name, one.desa.kecamatan.name) if one.desa else ("", "")
    return (
        one.code, one.title, one.unit.name, one.unit.code, one.year, str(one.get_kind_display()), one.carried_out_by,
        one.value_amount, one.paid_amount, one.starts_date, one.ends_date, str(one.get_phase_display()),
        str(one.get_standing_display()), one.planned_percent, one.realised_percent, one.deviation, one.figures_date,
        *place,
    )  # fmt: skip


@public_page("monitoring", topic)
def project(request: HttpRequest, code: str) -> HttpResponse:
    """One work: who carries it out, how far it is, what is paid, what stands out."""
    found = queries.project_at(ANONYMOUS, code)
    if found is None:
        raise Http404
    contract = queries.contract_of(found)
    context = {
        "project": found,
        "contract": contract,
        "facts": facts_of(found, contract),
        "cards": cards_of_work(found, contract),
        "stated": queries.stated_of(found),
        "paid_rows": rows_made(queries.payments_made(found)),
        "paid_said": money_and_work(found),
        "photos": three_of(shown_photos(queries.photos_accepted(found))),
        **curve_context(found),
    }
    context["handovers"] = queries.handovers_of(found)
    cases = queries.cases_of(found)
    if cases:
        context |= {"case": cases[0], "case_facts": case_facts(cases[0]), "ladder": ladder_of(cases[0])}
    return render(request, "monitoring/projects/project.html", context)

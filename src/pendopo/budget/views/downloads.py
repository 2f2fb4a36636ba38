"""What a page shows, as a file."""

from django.http import Http404, HttpRequest, HttpResponse

from pendopo.budget import exports, queries
from pendopo.budget.views import reading
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page

MOST_ROWS = 20_000
HEADS = ("tingkat", "kode", "nama", "pagu", "jumlah_baris")
DEFECT_HEADS = (
    "jenis",
    "berkas",
    "baris",
    "satuan_kerja",
    "kode",
    "nama",
    "pagu_tertulis",
    "jumlah_dihitung",
    "jumlah_baris",
)


def answer(table: exports.Table, kind: str, name: str) -> HttpResponse:
    """The table as a file of that kind to be saved."""
    content_type, write = exports.FORMATS[kind]
    response = HttpResponse(write(table), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@public_page("budget", reading.topic)
def table_file(request: HttpRequest, year: int, kind: str, unit: str = "", code: str = "") -> HttpResponse:
    """The table of a place, all pages of it, as CSV, XLSX or Parquet."""
    place = reading.find_place(request, year, unit, code)
    rows = reading.find_rows(request, place)[:MOST_ROWS]
    values = [(row.level, row.code, row.official_name, row.amount, row.rows) for row in rows]
    name = "-".join(["anggaran", str(year), *filter(None, [unit, code])])
    return answer((HEADS, values), kind, name)


@public_page("budget", reading.topic)
def defects_file(request: HttpRequest, year: int) -> HttpResponse:
    """Every defect of the import, as CSV."""
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    columns = (
        "kind",
        "file_name",
        "row_number",
        "unit_name",
        "code",
        "name",
        "stated_amount",
        "computed_amount",
        "count",
    )
    rows = list(queries.defects_of(stage, request.GET.get("jenis", "")).values_list(*columns)[:MOST_ROWS])
    return answer((DEFECT_HEADS, rows), "csv", f"catatan-data-anggaran-{year}")

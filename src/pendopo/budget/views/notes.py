"""The report of an import: what the source files hold, and what is strange in them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries
from pendopo.budget.views import reading
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page

PER_PAGE = 50
LEVELS = {
    "UNIT": _("Office or unit"),
    "PROGRAM": _("Programme"),
    "KEGIATAN": _("Activity"),
    "SUB_KEGIATAN": _("Sub-activity"),
}


@public_page("budget", reading.topic)
def notes(request: HttpRequest, year: int) -> HttpResponse:
    """Rows and sums of the files, one line per kind of defect, and the defects of the chosen kind."""
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    groups = queries.groups_of_defects(stage)
    kinds = {group.kind: group for group in groups}
    kind = request.GET.get("jenis", "")
    chosen = kinds.get(kind) or (groups[0] if groups else None)
    defects = queries.defects_of(stage, chosen.kind) if chosen else queries.defects_of(stage)
    context = {
        "stage": stage,
        "sums": [row | {"label": LEVELS[row["level"]]} for row in queries.imported_sums(stage)],
        "groups": groups,
        "number": sum(group.number for group in groups),
        "chosen": chosen,
        "page": Paginator(defects, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "budget/notes.html", context)

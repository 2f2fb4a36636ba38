"""Units of measure among the code lists: looked up by any spelling, and as a file."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries
from pendopo.budget.imports_measures import holds
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import permits, require

PER_PAGE = 25
FILE_HEADS = ("kode", "nama", "dasar", "faktor", "ejaan")


class MeasureFilterForm(forms.Form):
    """What to look for."""

    cari = forms.CharField(label=_("Unit or any of its spellings"), required=False, max_length=60)


@login_required
def measures(request: HttpRequest) -> HttpResponse:
    """All units, searched."""
    actor = actor_of(request)
    require(actor, "budget.see_rka")
    form = MeasureFilterForm(request.GET or None)
    text = form.cleaned_data["cari"].strip() if form.is_valid() else ""
    page = Paginator(queries.measures_visible_to(actor, text), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"unit": unit, "holds": holds(queries.measure_row(unit))} for unit in page]
    may_import = permits(actor, "budget.import_codes")
    return render(
        request,
        "budget/measures/list.html",
        {"form": form, "page": page, "rows": rows, "may_import": may_import},
    )


@login_required
def measures_file(request: HttpRequest, kind: str) -> HttpResponse:
    """All units in use, in the columns that the import understands."""
    require(actor_of(request), "budget.see_rka")
    return answer((FILE_HEADS, queries.measure_rows()), kind, "satuan")

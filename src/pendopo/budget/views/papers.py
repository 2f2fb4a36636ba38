"""Printed papers of the budget."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from pendopo.budget import queries
from pendopo.budget.states import PaperKind
from pendopo.budget.views.sheet import place_of
from pendopo.files.printing import paper_name, print_pdf
from pendopo.kernel import clock


def pdf_response(template: str, data: dict[str, Any], *name: str) -> HttpResponse:
    """The paper as a file to be saved."""
    response = HttpResponse(print_pdf(template, data, at=clock.now()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{paper_name(*name)}"'
    return response


@login_required
def print_sheet(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """A form of the Rka as it stands now, marked as a draft."""
    place = place_of(request, stage, sheet)
    asked = queries.PaperPlace(place.stage, PaperKind.RKA, place.sheet.unit, place.sheet.pk)
    template, data = queries.paper_data(asked, on=clock.today())
    code = place.sheet.activity.code if place.sheet.activity else place.sheet.side
    return pdf_response(template, data, "rka", str(place.stage.year), place.sheet.unit.code, code)

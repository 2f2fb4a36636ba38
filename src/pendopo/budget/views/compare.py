"""Two to four units side by side. The choice stands in the address, so that a link shows the same to everybody."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.budget import queries
from pendopo.budget.forms import PERCENT, RESIDENT, CompareForm
from pendopo.budget.names import short
from pendopo.budget.views import reading
from pendopo.budget.views.downloads import answer
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import money
from pendopo.kernel.figures.bars import stack
from pendopo.kernel.pagecache import public_page

PER_PAGE, SERIES = 25, 8
HEADS = ("kode", "nama", "kode_unit", "unit", "pagu", "persen_dari_unit")


def _asked(request: HttpRequest, year: int) -> tuple[Any, list[queries.UnitSum], CompareForm]:
    """The stage, all its units, and the bound form. Raises Http404 for a year without a budget."""
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    units = queries.unit_sums(stage)
    return stage, units, CompareForm(request.GET, units=units, per_resident=reading.population() is not None)


def _compared(stage: Any, units: list[queries.UnitSum], form: CompareForm) -> queries.Comparison:
    """The comparison of a valid form, the units in the order of the address."""
    by_code = {unit.code: unit for unit in units}
    chosen = [by_code[code] for code in form.cleaned_data["unit"]]
    return queries.comparison(stage, chosen, form.cleaned_data["menurut"])


def _value(amount: int, unit: queries.UnitSum, measure: str, residents: int) -> tuple[float, str]:
    """The length of a bar and the words beside it."""
    if measure == PERCENT:
        return (amount * 100 / unit.total if unit.total else 0), reading.share_text(amount, unit.total)
    if measure == RESIDENT:
        return amount // residents, money(amount // residents)
    return amount, money(amount)


def _rows(found: queries.Comparison, measure: str, residents: int) -> list[dict[str, Any]]:
    """Each row with its colour and, for each unit, words and the width of the bar of 100."""
    values = [
        [_value(amount, unit, measure, residents) for amount, unit in zip(row.amounts, found.units, strict=True)]
        for row in found.rows
    ]
    most = max((value for cells in values for value, _text in cells), default=0) or 1
    return [
        {
            "row": row,
            "name": short(row.name),
            "series": min(number, SERIES),
            "cells": [
                {"unit": unit, "text": text, "width": f"{value * 100 / most:.2f}", "amount": amount}
                for (value, text), unit, amount in zip(cells, found.units, row.amounts, strict=True)
            ],
        }
        for number, (row, cells) in enumerate(zip(found.rows, values, strict=True), start=1)
    ]


def _columns(stage: Any, found: queries.Comparison, whole: int) -> list[dict[str, Any]]:
    """Each unit with its sum, its share of all, its amount for each resident, and its parts as one bar."""
    people = reading.population()
    return [
        {
            "unit": unit,
            "url": reverse("budget:unit", kwargs={"year": stage.year, "unit": unit.code}),
            "share": reading.share_text(unit.total, whole),
            "per_resident": unit.total // people.population if people else None,
            "stack": stack(_parts(found, place)),
        }
        for place, unit in enumerate(found.units)
    ]


def _parts(found: queries.Comparison, place: int) -> list[dict[str, Any]]:
    """The rows of one unit in common colours; from the eighth on they are one part."""
    largest, rest = found.rows[: SERIES - 1], found.rows[SERIES - 1 :]
    parts = [
        {"label": row.name, "value": row.amounts[place], "text": "", "css": f"s{number}"}
        for number, row in enumerate(largest, start=1)
    ]
    amount = sum(row.amounts[place] for row in rest)
    return [part for part in [*parts, {"label": "", "value": amount, "text": "", "css": f"s{SERIES}"}] if part["value"]]


def _legend(found: queries.Comparison) -> list[dict[str, Any]]:
    """The names of the colours."""
    largest = enumerate(found.rows[: SERIES - 1], start=1)
    names = [{"label": short(row.name), "css": f"s{number}"} for number, row in largest]
    rest = len(found.rows) - len(names)
    label = _("%(number)s others") % {"number": rest}
    return [*names, {"label": label, "css": f"s{SERIES}"}] if rest > 0 else names


def _finding(found: queries.Comparison) -> str:
    largest, total = max(found.units, key=lambda unit: unit.total), sum(unit.total for unit in found.units)
    if not total:
        return ""
    values = {"share": round(largest.total * 100 / total), "name": largest.name}
    return _("Of every 100 rupiah of these units, %(share)s are with %(name)s.") % values


def _shown(request: HttpRequest, stage: Any, units: list[queries.UnitSum], form: CompareForm) -> dict[str, Any]:
    """What the page holds once units are chosen."""
    found = _compared(stage, units, form)
    people = reading.population()
    rows = _rows(found, form.cleaned_data["tampil"], people.population if people else 0)
    number = len(found.units)
    query = request.GET.urlencode()
    return {
        "title": ngettext("%(number)s unit side by side", "%(number)s units side by side", number) % {"number": number},
        "finding": _finding(found),
        "columns": _columns(stage, found, sum(unit.total for unit in units)),
        "legend": _legend(found),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "people": people,
        "files": {
            kind: reverse("budget:file_compare", kwargs={"year": stage.year, "kind": kind}) + f"?{query}"
            for kind in ("csv", "xlsx", "parquet")
        },
    }


@public_page("budget", reading.topic)
def compare(request: HttpRequest, year: int) -> HttpResponse:
    """The choice of units, and the chosen ones side by side."""
    stage, units, form = _asked(request, year)
    context = {
        "stage": stage,
        "form": form,
        "title": _("Compare units"),
        "tabs": reading.tabs(stage, "compare"),
        "suggestion": units[:2],
    }
    if form.is_valid():
        context |= _shown(request, stage, units, form)
    return render(request, "budget/compare.html", context)


@public_page("budget", reading.topic)
def compare_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The compared ceilings as CSV, XLSX or Parquet: a row for each affair, field or programme and unit."""
    stage, units, form = _asked(request, year)
    if not form.is_valid():
        raise Http404
    found, people = _compared(stage, units, form), reading.population()
    rows = []
    for row in found.rows:
        for unit, amount in zip(found.units, row.amounts, strict=True):
            share = round(amount * 100 / unit.total, 2) if unit.total else 0
            values = [row.code, row.official_name, unit.code, unit.official_name, amount, share]
            rows.append([*values, amount // people.population] if people else values)
    heads = (*HEADS, "pagu_per_penduduk") if people else HEADS
    return answer((heads, rows), kind, f"perbandingan-anggaran-{year}")

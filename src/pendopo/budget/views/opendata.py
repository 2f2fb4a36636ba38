"""The open files of a year: a Fiscal Data Package of each public stage, and the page that lists them."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import opendata, queries
from pendopo.budget.views import reading
from pendopo.budget.views.downloads import answer
from pendopo.instance.queries import current
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page


class Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _stage(year: int, seq: int) -> Any:
    stage = queries.open_stage_of(ANONYMOUS, year, seq)
    if stage is None:
        raise Http404
    return stage


@public_page("budget", reading.topic)
def data(request: HttpRequest, year: int) -> HttpResponse:
    """The files of all public stages of the year."""
    stages = queries.open_stages(ANONYMOUS, year)
    if not stages and queries.stage_of(ANONYMOUS, year) is None:
        raise Http404
    columns = [{"name": name, "words": words} for name, _kind, _meaning, words in opendata.COLUMNS]
    return render(request, "budget/opendata/data.html", {"year": year, "stages": stages, "columns": columns})


@public_page("budget", reading.topic)
def package(request: HttpRequest, year: int, seq: int) -> HttpResponse:
    """The datapackage.json of a stage; its table stands beside it."""
    stage, instance = _stage(year, seq), current()
    name = instance.name if instance else "Pendopo"
    title = _("Budget of %(name)s, %(year)s, stage %(seq)s") % {"name": name, "year": year, "seq": seq}
    page = request.build_absolute_uri(reverse("budget:data", kwargs={"year": year}))
    code = f"anggaran-{(instance.region_code if instance else '').replace('.', '-')}-{year}-{seq}"
    values = opendata.descriptor(name=code, title=title, source=stage.source, homepage=page, sample=stage.demo)
    return JsonResponse(values, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _lines(stage: Any) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield writer.writerow(opendata.HEADS)
    for row in queries.open_rows(stage):
        yield writer.writerow(row)


def table(request: HttpRequest, year: int, seq: int) -> StreamingHttpResponse:
    """All rows of a stage as CSV, streamed."""
    response = StreamingHttpResponse(_lines(_stage(year, seq)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="anggaran-{year}-{seq}.csv"'
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def parquet(request: HttpRequest, year: int, seq: int) -> HttpResponse:
    """All rows of a stage as Parquet."""
    rows = list(queries.open_rows(_stage(year, seq)))
    return answer((opendata.HEADS, rows), "parquet", f"anggaran-{year}-{seq}")


def _tags(stage: Any) -> list[tuple[Any, ...]]:
    names = ("tag", "unit_code", "code", "percent", "weighted")
    return [tuple(row[name] for name in names) for row in queries.tag_rows(stage)]


def _plan(stage: Any) -> list[tuple[Any, ...]]:
    plan = queries.rpjmd_of(stage.year)
    return queries.plan_budget_rows(plan, stage) if plan else []


def extra(request: HttpRequest, year: int, seq: int, name: str) -> HttpResponse:
    """A further table of the package: priorities, the budget by the plan of the region, or what the checks find."""
    stage = _stage(year, seq)
    if name not in opendata.EXTRA:
        raise Http404
    rows = {"prioritas": _tags, "rpjmd": _plan, "pemeriksaan": queries.finding_rows}[name](stage)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{year}-{seq}.csv"'
    response.headers["Cache-Control"] = "public, max-age=300"
    csv.writer(response).writerows([[column for column, *_rest in opendata.EXTRA[name]], *rows])
    return response

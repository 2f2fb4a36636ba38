"""The runs of imports over the API, for those who are signed in."""

import datetime as dt
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.security import django_auth

from pendopo.files import queries
from pendopo.files.tabular import refused_rows_csv
from pendopo.kernel.access import Actor

router = Router(tags=["files"], auth=django_auth)
PAGE = 100


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.user)


class ImportOut(Schema):
    """One run: `status` is RECEIVED, CHECKED, RUNNING, FINISHED, REFUSED or CANCELLED; `size` in bytes."""

    id: int
    format: str
    file_name: str
    size: int
    sha256: str
    status: str
    counts: dict[str, int]
    done: int
    total: int
    actor_label: str
    started_at: dt.datetime
    confirmed_at: dt.datetime | None
    finished_at: dt.datetime | None


class ProblemOut(Schema):
    """One thing that is wrong; the header is row 1, `row` null means the file."""

    row: int | None
    column: str
    value: str
    message: str
    advice: str = ""


class ImportDetailOut(ImportOut):
    """A run with what stopped it (problems) and what it only reported (defects), at most 5,000 each."""

    problems: list[ProblemOut]
    defects: list[ProblemOut]


class ImportsOut(Schema):
    """At most 100 runs, newest first; `before` of the next request is the last id."""

    imports: list[ImportOut]


@router.get("/imports", response=ImportsOut, summary="Runs of imports")
def imports(request: HttpRequest, before: int = 0) -> dict[str, Any]:
    """The runs that one may see, newest first, older than the run `before`."""
    runs = queries.imports_visible_to(_actor(request)).order_by("-pk").defer("problems", "defects", "preview")
    return {"imports": list(runs.filter(pk__lt=before)[:PAGE] if before else runs[:PAGE])}


@router.get("/imports/{int:run_id}", response=ImportDetailOut, summary="One run of an import")
def import_run(request: HttpRequest, run_id: int) -> Any:
    """A run with its problems and defects."""
    return get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)


@router.get("/imports/{int:run_id}/problems.csv", summary="The problems of a run as CSV")
def import_problems(request: HttpRequest, run_id: int) -> HttpResponse:
    """Row, column, what was found, what is wrong and what to do."""
    run = get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)
    return HttpResponse(refused_rows_csv(queries.problems_of(run)), content_type="text/csv; charset=utf-8")

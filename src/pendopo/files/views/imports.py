"""Imports: choose a format, send a file, look at what it would change, confirm, read the result."""

import csv
import io
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from pendopo.files import presentation, queries, services
from pendopo.files.forms import ImportFileForm, upload_form
from pendopo.files.states import MOVING
from pendopo.files.tabular import refused_rows_csv
from pendopo.kernel import clock
from pendopo.kernel.access import Actor

PAGE_SIZE = 25


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.user)


def _format(request: HttpRequest, key: str) -> Any:
    found = queries.format_open_to(_actor(request), key)
    if found is None:
        raise Http404
    return found


def _table(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_GET
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """The formats that one may import, and the runs that one may see, newest first."""
    runs = queries.imports_visible_to(_actor(request)).defer("problems", "defects", "preview")
    page = Paginator(runs, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [presentation.line(run) for run in page]
    context = {"formats": queries.formats_open_to(_actor(request)), "page": page, "rows": rows}
    return render(request, "files/imports.html", context)


@login_required
def new_import(request: HttpRequest, key: str) -> HttpResponse:
    """Explain the columns and take a file."""
    kind = _format(request, key)
    form = upload_form(kind)(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("files:import_run", _receive(request, key, form).pk)
        except services.UploadRefused as refusal:
            form.add_error("berkas", refusal.message)
    return render(request, "files/new_import.html", {"format": kind, "form": form})


def _receive(request: HttpRequest, key: str, form: ImportFileForm) -> Any:
    """Take the file of the form, or the one that came in parts before it."""
    shared: dict[str, Any] = {"format": key, "options": form.options(), "actor": _actor(request), "now": clock.now()}
    if code := form.cleaned_data["unggahan"]:
        return services.receive_upload(code=code, **shared)
    return services.receive_import(file=form.cleaned_data["berkas"], **shared)


@require_GET
@login_required
def sample(request: HttpRequest, key: str) -> HttpResponse:
    """A file with the right columns and a few rows."""
    kind = _format(request, key)
    if kind.sample:
        name, make = kind.sample
        response = HttpResponse(make(), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.name for column in kind.columns])
    writer.writerows(zip(*(column.values for column in kind.columns), strict=True))
    return _table("\ufeff" + target.getvalue(), f"contoh-{kind.key.replace('.', '-')}")


@require_GET
@login_required
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run, whatever its state: being checked, waiting with its preview, running, ended."""
    found = get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)
    context = presentation.whole(found, _actor(request))
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "files/import_run.html", context)
    response = render(request, "files/import_run.html#moving", context)
    if found.status not in MOVING:
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
def confirm(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask once more, then take the file over."""
    found = get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)
    context = presentation.whole(found, _actor(request))
    if request.method != "POST":
        return render(request, "files/confirm_import.html", context)
    try:
        services.confirm_import(run_id=found.pk, actor=_actor(request), now=clock.now())
    except services.ImportBusy:
        context["busy"] = queries.running_import(found.format)
        return render(request, "files/confirm_import.html", context, status=409)
    return redirect("files:import_run", found.pk)


@require_POST
@login_required
def cancel(request: HttpRequest, run_id: int) -> HttpResponse:
    """Give up a file that was not confirmed."""
    found = get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)
    services.cancel_import(run_id=found.pk, actor=_actor(request), now=clock.now())
    return redirect("files:import_run", found.pk)


@require_GET
@login_required
def problems(request: HttpRequest, run_id: int) -> HttpResponse:
    """The problems of a run as CSV: row, column, what was found, what is wrong, what to do."""
    found = get_object_or_404(queries.imports_visible_to(_actor(request)), pk=run_id)
    return _table(refused_rows_csv(queries.problems_of(found)), f"galat-impor-{found.pk}")

"""Anybody checks a paper here: by its code, or by sending the file, which is looked at and not kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.files import checks, presentation_checks
from pendopo.files.forms import CheckCodeForm, CheckFileForm
from pendopo.files.signing.authority import authority_pem
from pendopo.kernel import clock


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    """Take a code (GET) or a PDF (POST)."""
    if request.method == "POST":
        return _check_file(request)
    form = CheckCodeForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        if checks.issued_document(form.cleaned_data["kode"]):
            return redirect("files:document", form.cleaned_data["kode"])
        return _page(request, code_form=form, result=checks.Check(checks.Outcome.UNKNOWN))
    return _page(request, code_form=form)


def _check_file(request: HttpRequest) -> HttpResponse:
    form = CheckFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form)
    return _page(request, result=checks.check_bytes(form.cleaned_data["berkas"].read(), clock.now()))


def _page(request: HttpRequest, *, result: checks.Check | None = None, **forms: Any) -> HttpResponse:
    context = {
        "code_form": CheckCodeForm(),
        "file_form": CheckFileForm(),
        "check": presentation_checks.shown(result, by_code=request.method != "POST") if result else None,
    }
    return render(request, "files/check.html", context | forms)


@require_GET
def authority(request: HttpRequest) -> HttpResponse:
    """The certificate of this instance's authority, for those who check signatures with a program of their own."""
    response = HttpResponse(authority_pem(clock.now()), content_type="application/x-pem-file")
    response.headers["Content-Disposition"] = 'attachment; filename="otoritas.pem"'
    return response

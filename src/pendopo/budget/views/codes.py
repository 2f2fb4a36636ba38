"""Code lists in the workspace: editions, looking a code up, its history, files."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import permits, require

PER_PAGE = 25
FILE_HEADS = ("kode", "nama")


class CodeFilterForm(forms.Form):
    """What to look for in an edition."""

    cari = forms.CharField(label=_("Code or words of the name"), required=False, max_length=100)
    di = forms.CharField(label=_("Below the code"), required=False, max_length=30)


def list_of(request: HttpRequest, pk: int) -> Any:
    """The edition of the address. Raises Http404, PermissionDenied."""
    require(actor_of(request), "budget.see_rka")
    found = queries.code_lists_visible_to(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
def codes(request: HttpRequest) -> HttpResponse:
    """All editions by kind."""
    require(actor_of(request), "budget.see_rka")
    page = Paginator(queries.code_lists_visible_to(actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    may_import = permits(actor_of(request), "budget.import_codes")
    return render(request, "budget/codes/codes.html", {"page": page, "may_import": may_import})


@login_required
def code_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The codes of an edition, searched."""
    edition = list_of(request, pk)
    form = CodeFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.codes_of(edition, text=asked.get("cari", "").strip(), under=asked.get("di", "").strip())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    moved = queries.crosswalk_of(edition).count()
    return render(request, "budget/codes/list.html", {"edition": edition, "form": form, "page": page, "moved": moved})


@login_required
def code(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One code: the way to it, its editions, what it was and what it became."""
    edition = list_of(request, pk)
    story = queries.story_of(edition, code)
    if story is None:
        raise Http404
    return render(request, "budget/codes/code.html", {"edition": edition, "story": story})


@login_required
def crosswalk(request: HttpRequest, pk: int) -> HttpResponse:
    """The codes that moved into an edition."""
    edition = list_of(request, pk)
    page = Paginator(queries.crosswalk_of(edition), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "budget/codes/crosswalk.html", {"edition": edition, "page": page})


@login_required
def code_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All codes of an edition, in the columns that the import understands."""
    edition = list_of(request, pk)
    rows = list(queries.codes_of(edition).values_list("code", "name"))
    return answer((FILE_HEADS, rows), kind, f"kode-{edition.kind.lower()}-{edition.code}")

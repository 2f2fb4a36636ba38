"""Priorities and themes: the shares of a form at work, and what a year spends on each in public."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget import queries, services
from pendopo.budget.forms_tags import TagsForm
from pendopo.budget.views import reading
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.refusals import refusal_text
from pendopo.budget.views.rka import actor_of
from pendopo.budget.views.sheet import place_of
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page

PER_PAGE = 25
HEADS = ("tanda", "kode_unit", "unit", "kode", "nama", "persen", "jumlah", "jumlah_tertimbang", "bukti")
COLUMNS = ("tag", "unit_code", "unit", "code", "name", "percent", "amount", "weighted", "evidence")


@login_required
def edit(request: HttpRequest, stage: int, sheet: int) -> HttpResponse:
    """Which priorities the form serves."""
    place = place_of(request, stage, sheet)
    if not place.editable or place.sheet.activity is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = TagsForm(data, tags=queries.tags_to_choose(), held=queries.tags_of(place.stage, sheet))
    if data is not None and form.is_valid() and _save(request, place, form):
        return redirect(place.address)
    return render(request, "budget/tags/edit.html", {"place": place, "form": form})


def _save(request: HttpRequest, place: Any, form: TagsForm) -> bool:
    try:
        services.set_tags(shares=form.shares(), actor=actor_of(request), now=clock.now(), **place.ids)
    except services.TagsOver as refusal:
        form.add_error(f"paper_{refusal.family}", _("These shares come to more than 100 percent"))
        return False
    except services.EvidenceMissing as refusal:
        form.add_error(f"paper_{refusal.family}", _("Name the paper that shows it, for example the KAK"))
        return False
    except services.CHANGE_REFUSED as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    messages.success(request, _("The priorities of this form are saved."))
    return True


def _stage(year: int) -> Any:
    stage = queries.stage_of(ANONYMOUS, year)
    if stage is None:
        raise Http404
    return stage


@public_page("budget", reading.topic)
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """What the year spends on each priority and theme."""
    stage = _stage(year)
    totals = queries.tag_totals(stage)
    families = [
        (total[0].tag.get_family_display(), [row for row in total if row.forms])
        for total in (list(rows) for _family, rows in groupby(totals, lambda row: row.tag.family))
    ]
    context = {"stage": stage, "families": [(name, rows) for name, rows in families if rows]}
    return render(request, "budget/tags/overview.html", context)


@public_page("budget", reading.topic)
def one(request: HttpRequest, year: int, tag: str) -> HttpResponse:
    """The sub kegiatan that serve one tag."""
    stage, found = _stage(year), queries.tag_of(tag)
    if found is None:
        raise Http404
    rows = queries.tag_rows(stage, tag)
    context = {
        "stage": stage,
        "tag": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "total": sum(row["weighted"] for row in rows),
    }
    return render(request, "budget/tags/one.html", context)


@public_page("budget", reading.topic)
def tags_file(request: HttpRequest, year: int) -> HttpResponse:
    """All tagged sub kegiatan with shares and weighted amounts, as CSV."""
    rows = [tuple(row[name] for name in COLUMNS) for row in queries.tag_rows(_stage(year))]
    return answer((HEADS, rows), "csv", f"prioritas-{year}")

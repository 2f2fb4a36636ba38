"""What differs between two stages of a year's budget: the public page, the page at work, and their files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.forms_diff import ROWS, DiffForm
from pendopo.budget.names import readable
from pendopo.budget.views import diff_files, diffing, reading
from pendopo.budget.views.rka import PER_PAGE, actor_of, stage_of
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page


def _stages(newest_first: Any) -> list[Any]:
    return sorted(newest_first, key=lambda stage: stage.seq)


def _pair(request: HttpRequest, stages: list[Any]) -> tuple[int, int]:
    """The numbers of the stages that are asked for, else of the last two."""
    known = {str(stage.seq): stage.seq for stage in stages}
    last = (stages[-2].seq, stages[-1].seq)
    before, after = (known.get(request.GET.get(name, "")) for name in ("dari", "ke"))
    return (before, after) if before and after and before != after else last


def _compared(request: HttpRequest, pair: tuple[Any, Any], stages: list[Any], units: list[Any], seen: Any) -> Any:
    before, after = pair
    form = DiffForm(
        request.GET,
        stages=[(stage.seq, diffing.stage_words(stage)) for stage in stages],
        pair=(before.seq, after.seq),
        units=[(unit.code, readable(unit.name, title=True)) for unit in units if seen is None or unit.pk in seen],
        level=ROWS if queries.has_rows(before) and queries.has_rows(after) else "unit",
    )
    form.is_valid()
    return diffing.Compared(before, after, form, seen)


def _public(request: HttpRequest, year: int) -> diffing.Compared | None:
    """The public stages asked for; None where the year has fewer than two. Raises Http404 where it has none."""
    stages = _stages(queries.stages_visible_to(ANONYMOUS).filter(year=year))
    if not stages:
        raise Http404
    if len(stages) < 2:
        return None
    pair = queries.stage_pair_visible_to(ANONYMOUS, year, *_pair(request, stages))
    if pair is None:
        raise Http404
    return _compared(request, pair, stages, queries.units_of_pair(*pair), None)


def _at_work(request: HttpRequest, stage: int) -> diffing.Compared | None:
    """The stages asked for, by default the address's own with the one before. Raises Http404, PermissionDenied."""
    own = stage_of(request, stage)
    actor = actor_of(request)
    stages = _stages(queries.stages_at_work(actor).filter(year=own.year))
    if len(stages) < 2:
        return None
    place = [one.pk for one in stages].index(own.pk)
    earlier, later = (stages[place - 1], own) if place else (own, stages[1])
    numbers = _pair(request, stages if "dari" in request.GET else [earlier, later])
    keys = {one.seq: one.pk for one in stages}
    pair = queries.work_pair_visible_to(actor, keys[numbers[0]], keys[numbers[1]])
    if pair is None:
        raise Http404
    units = queries.units_of_pair(*pair)
    return _compared(request, pair, stages, units, queries.units_to_compare(actor, units))


def _page(found: diffing.Compared, request: HttpRequest) -> tuple[Any, list[dict[str, Any]]]:
    """The page of the list and what it shows."""
    page = Paginator(found.rows if found.of_rows else found.nodes, PER_PAGE).get_page(request.GET.get("page"))
    if found.of_rows:
        return page, [diffing.shown_row(row) for row in page]
    return page, [diffing.shown_node(row, found.form.level, found.query) for row in page]


def _context(request: HttpRequest, found: diffing.Compared, files: dict[str, str]) -> dict[str, Any]:
    page, shown = _page(found, request)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "found": found,
        "before": found.before,
        "after": found.after,
        "form": found.form,
        "finding": diffing.sentence(found),
        "sides": diffing.sides(found.balance) if found.by_row else [],
        "page": page,
        "shown": shown,
        "level": diffing.level_words(found.form.level),
        "narrowed": found.asked.activity or found.asked.account,
        "total": diffing.written(diffing.whole(found)) if found.of_rows and page.paginator.count else None,
        "tabs": diffing.tabs(found.form.level, found.query),
        "files": {kind: address + query for kind, address in files.items()},
        "reset": f"?dari={found.before.seq}&ke={found.after.seq}",
    }


@public_page("budget", reading.topic)
def changes(request: HttpRequest, year: int) -> HttpResponse:
    """Two public stages of the year side by side, at any level."""
    found = _public(request, year)
    if found is None:
        return render(request, "budget/diff/one_stage.html", {"year": year})
    files = {kind: reverse("budget:changes_file", args=[year, kind]) for kind in diff_files.KINDS}
    context = _context(request, found, files) | {"year": year, "stage": found.after}
    context["wrong"] = queries.count_wrong_sums(found.before, found.after)
    return render(request, "budget/diff/public.html", context)


@public_page("budget", reading.topic)
def stated_sums(request: HttpRequest, year: int) -> HttpResponse:
    """The stated sums of an import that are not the sums of what lies below them, in both stages."""
    found = _public(request, year)
    if found is None:
        raise Http404
    rows = queries.wrong_sums(found.before, found.after)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"year": year, "before": found.before, "after": found.after, "stage": found.after, "page": page}
    context["wrong"] = queries.count_wrong_sums(found.before, found.after)
    return render(request, "budget/diff/stated_sums.html", context)


@public_page("budget", reading.topic)
def changes_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """All rows of the public page as CSV, XLSX or PDF."""
    found = _public(request, int(year))
    if found is None:
        raise Http404
    return diff_files.answer_file(found, kind)


@login_required
def work_changes(request: HttpRequest, stage: int) -> HttpResponse:
    """Any two stages of the year for people at work, of the units whose rows they may see."""
    own = stage_of(request, stage)
    found = _at_work(request, stage)
    if found is None:
        return render(request, "budget/diff/work_one_stage.html", {"stage": own})
    files = {kind: reverse("budget:work_changes_file", args=[stage, kind]) for kind in diff_files.KINDS}
    title = _("What changed in %(year)s") % {"year": own.year}
    return render(request, "budget/diff/work.html", _context(request, found, files) | {"stage": own, "title": title})


@login_required
def work_changes_file(request: HttpRequest, stage: int, kind: str) -> HttpResponse:
    """All rows of the page at work as CSV, XLSX or PDF."""
    found = _at_work(request, int(stage))
    if found is None:
        raise Http404
    return diff_files.answer_file(found, kind)

"""Pages of findings at work: lists of a stage and of a unit, one finding, and the steps that settle it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pendopo.budget import queries, services
from pendopo.budget.forms_findings import AnswerForm, FindingFilterForm, GroundForm, JudgementForm, RefusalForm
from pendopo.budget.views.downloads import answer
from pendopo.budget.views.finding_cards import card_of, peers_figure
from pendopo.budget.views.finding_steps import MOVE_WORDS, STEP_WORDS, finding_buttons, refused_step
from pendopo.budget.views.finding_words import NAMES, title_of, where_of
from pendopo.budget.views.rka import PER_PAGE, actor_of, stage_of
from pendopo.budget.views.steps import take_finding_step
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.display import date_and_time
from pendopo.kernel.flags import FlagSeverity, FlagStatus

MOST_ROWS = 20_000
HEADS = (
    "berat", "periksa", "temuan", "perangkat_daerah", "kode_unit", "sub_kegiatan", "rekening", "baris", "uraian",
    "nilai", "batas", "status", "dasar",
)  # fmt: skip
FORMS: dict[str, type[forms.Form]] = {
    "answer": AnswerForm,
    "accept": JudgementForm,
    "reject": RefusalForm,
    "override": GroundForm,
}


def filters_of(request: HttpRequest, units: list[tuple[str, str]] | None) -> tuple[FindingFilterForm, Any]:
    """The bar of filters and what it asks for."""
    statuses = [*FlagStatus.choices, (queries.GONE, _("The cause is gone"))]
    choices: dict[str, list[tuple[str, Any]]] = {
        "berat": list(FlagSeverity.choices),
        "periksa": list(NAMES.items()),
        "status": statuses,
    }
    if units is not None:
        choices["unit"] = list(units)
    form = FindingFilterForm(request.GET or None, choices=choices)
    given = form.cleaned_data if form.is_valid() else {}
    asked = queries.FindingsAsked(
        given.get("berat", ""), given.get("periksa", ""), given.get("status", ""), given.get("unit", "")
    )
    return form, asked


def list_context(request: HttpRequest, rows: Any, units: list[tuple[str, str]] | None) -> dict[str, Any]:
    """One page of findings as cards, with filters and counts."""
    form, asked = filters_of(request, units)
    page = Paginator(queries.asked_of(rows, asked), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "cards": [card_of(finding) for finding in page],
        "counts": queries.counts_of(rows),
    }


@login_required
def stage_findings(request: HttpRequest, stage: int) -> HttpResponse:
    """What the checks found in the stage, in all units that the person may see."""
    found = stage_of(request, stage)
    rows = queries.findings_visible_to(actor_of(request), found)
    context = list_context(request, rows, queries.units_of(rows)) | {
        "stage": found,
        "last": queries.last_check(found),
        "may_check": permits(actor_of(request), "budget.check_stage"),
    }
    return render(request, "budget/findings/list.html", context)


@login_required
def unit_findings(request: HttpRequest, stage: int, unit: str) -> HttpResponse:
    """What the checks found in the forms of a unit."""
    found = stage_of(request, stage)
    office = queries.rka_unit_visible_to(actor_of(request), unit)
    if office is None:
        raise Http404
    rows = queries.findings_of_unit(found, office)
    context = list_context(request, rows, None) | {"stage": found, "unit": office}
    return render(request, "budget/findings/list.html", context)


def file_row(finding: Any) -> tuple[Any, ...]:
    """A finding as a row of a file."""
    sheet = finding.sheet
    return (
        str(finding.get_severity_display()), str(NAMES[finding.code]), title_of(finding),
        finding.unit.name if finding.unit else "", finding.unit.code if finding.unit else "",
        sheet.activity.code if sheet and sheet.activity else "", finding.line.account.code if finding.line else "",
        finding.number, finding.inputs.get("component", ""), finding.figure, finding.limit,
        str(finding.get_status_display()), finding.rule.source,
    )  # fmt: skip


@login_required
def findings_file(request: HttpRequest, stage: int, kind: str) -> HttpResponse:
    """The findings that the filters leave, as CSV or XLSX."""
    found = stage_of(request, stage)
    rows = queries.findings_visible_to(actor_of(request), found)
    asked = filters_of(request, queries.units_of(rows))[1]
    table = [file_row(finding) for finding in queries.asked_of(rows, asked)[:MOST_ROWS]]
    return answer((HEADS, table), kind, f"temuan-{found.year}-{found.seq}")


def _finding(request: HttpRequest, stage: int, finding: int) -> Any:
    found = queries.finding_visible_to(actor_of(request), stage_of(request, stage), finding)
    if found is None:
        raise Http404
    return found


def thread_of(finding: Any) -> list[dict[str, Any]]:
    """Answers and judgements for the component `thread`."""
    return [
        {
            "who": move.actor_label,
            "when": date_and_time(move.at),
            "text": move.text or MOVE_WORDS[move.action][1],
            "tag": MOVE_WORDS[move.action][0],
            "tag_kind": MOVE_WORDS[move.action][2],
        }
        for move in queries.moves_of(finding)
    ]


@login_required
def finding(request: HttpRequest, stage: int, finding: int) -> HttpResponse:
    """One finding: reason, sum, peers, law, answers, and what the person may do."""
    found = _finding(request, stage, finding)
    context = {
        "stage": found.stage,
        "found": found,
        "card": card_of(found),
        "peers": peers_figure(found, queries.peers_of(found)),
        "thread": thread_of(found),
        "actions": finding_buttons(found, queries.finding_actions(actor_of(request), found)),
        "where": where_of(found),
    }
    return render(request, "budget/findings/finding.html", context)


@login_required
def finding_step(request: HttpRequest, stage: int, finding: int, action: str) -> HttpResponse:
    """Ask, then do one step of a finding."""
    found = _finding(request, stage, finding)
    if action not in queries.finding_actions(actor_of(request), found):
        raise Http404
    form = FORMS[action](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_finding_step(action, found.pk, actor_of(request), form.cleaned_data["text"])
            messages.success(request, STEP_WORDS[action].done)
            return redirect("budget:finding", stage=stage, finding=finding)
        except services.FINDING_REFUSED as refusal:
            form.add_error(None, refused_step(refusal))
    context = {"stage": found.stage, "found": found, "card": card_of(found), "form": form, "words": STEP_WORDS[action]}
    return render(request, "budget/findings/step.html", context)


@require_POST
@login_required
def check_stage(request: HttpRequest, stage: int) -> HttpResponse:
    """Ask the worker for a check of the whole stage."""
    found = stage_of(request, stage)
    services.ask_for_check(stage_id=found.pk, actor=actor_of(request), now=clock.now())
    messages.success(request, _("All rows are being checked. The result stands here in a moment."))
    return redirect("budget:stage_findings", stage=stage)


@login_required
def mandatory(request: HttpRequest, stage: int) -> HttpResponse:
    """Mandatory spending of the stage, each share with its parts."""
    found = stage_of(request, stage)
    return render(request, "budget/findings/mandatory.html", {"stage": found, "rows": queries.mandatory_of(found)})

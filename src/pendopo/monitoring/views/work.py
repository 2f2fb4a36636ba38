"""A work in the workspace: where it stands, its plan, its reports, and what the person may do."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import permits
from pendopo.monitoring import queries
from pendopo.monitoring.views.flag_words import cards_of_work
from pendopo.monitoring.views.plan_words import curve_of, curve_rows, curve_said
from pendopo.monitoring.views.project_words import facts_of


def project_of(request: HttpRequest, code: str) -> Any:
    """The work for somebody of its unit, or who carries it out. Raises Http404."""
    found = queries.project_at(actor_of(request), code)
    if found is None or not permits(actor_of(request), "monitoring.work_on", found):
        raise Http404
    return found


def curve_context(project: Any) -> dict[str, Any]:
    """The S-curve with its words and its table."""
    plans, reports = queries.plans_agreed(project), queries.reports_accepted(project)
    return {
        "curve": curve_of(plans, reports, project),
        "curve_said": curve_said(project) if plans else "",
        "curve_rows": curve_rows(plans, reports),
        "curve_columns": [_("Week"), _("Until"), _("Planned"), _("Done"), _("Deviation")],
    }


@login_required
def work(request: HttpRequest, code: str) -> HttpResponse:
    """One work: its figures, curve, reports, and the doors to its plan and to a new report."""
    found = project_of(request, code)
    actor, contract = actor_of(request), queries.contract_of(found)
    context = {
        "project": found,
        "facts": facts_of(found, contract),
        "cards": cards_of_work(found, contract),
        "stated": queries.stated_of(found),
        "reports": queries.reports_at_work(found),
        "cases": queries.cases_of(found),
        "handovers": queries.handovers_of(found),
        "open_plan": queries.open_plan(found),
        "may_plan": permits(actor, "monitoring.write_plan", found),
        "may_report": permits(actor, "monitoring.report_progress", found) and queries.plan_in_force(found) is not None,
        **curve_context(found),
    }
    return render(request, "monitoring/projects/work.html", context)

"""A chain in words: its steps, and where it is stuck."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.kernel.display import full_date, money, number, percent
from pendopo.monitoring.states import Phase, Standing
from pendopo.oversight.queries import Trace
from pendopo.oversight.stuck import PackageFacts, Stuck, WorkFacts
from pendopo.procurement.states import ContractStatus, PackageStatus


def work_facts(trace: Trace) -> WorkFacts:
    """What decides where the chain of a contract is stuck."""
    contract, project = trace.contract, trace.project
    assert contract is not None
    known: dict[str, Any] = {}
    if project is not None:
        known = {
            "starts_date": project.starts_date, "ends_date": project.ends_date, "deviation": project.deviation,
            "critical": project.standing == Standing.CRITICAL, "realised": project.realised_percent,
            "figures_date": project.figures_date, "reported": project.realised_percent is not None,
            "planned": project.standing != Standing.UNKNOWN, "paid_amount": project.paid_amount,
            "handed_over": project.phase == Phase.DONE, "started": project.phase != Phase.PLANNED,
        }  # fmt: skip
    terminated = contract.status == ContractStatus.TERMINATED
    return WorkFacts(
        terminated=terminated, end_reason=contract.end_reason, value_amount=contract.value_amount,
        **{"started": contract.status != ContractStatus.SIGNED} | known,
    )  # fmt: skip


def package_facts(package: Any, run: Any) -> PackageFacts:
    """What decides where a package without a contract is stuck."""
    return PackageFacts(
        cancelled=package.status == PackageStatus.CANCELLED, cancel_reason=package.cancel_reason,
        running=run is not None, selection_to_date=package.selection_to_date,
    )  # fmt: skip


SAID = {
    "terminated": gettext_lazy("The contract was terminated: %(reason)s"),
    "not_started": gettext_lazy("The contract is signed; the order to start (SPMK) is still to come."),
    "paid": gettext_lazy("The work is done and paid in full."),
    "to_pay": gettext_lazy("The work is handed over; %(left)s is still to be paid."),
    "to_hand_over": gettext_lazy("The work is done and waits for its handover; %(left)s is still to be paid."),
    "critical": gettext_lazy("The work is %(points)s points behind its plan: the contract is critical."),
    "behind": gettext_lazy("The work is %(points)s points behind its plan, still within what the contract bears."),
    "no_plan": gettext_lazy("The work has been under way for %(days)s days without an agreed plan."),
    "silent": gettext_lazy("No progress was accepted for %(days)s days."),
    "on_track": gettext_lazy("Nothing is stuck: the work keeps to its plan."),
    "cancelled": gettext_lazy("The package was cancelled: %(reason)s"),
    "selecting": gettext_lazy("A supplier is being selected."),
    "to_select": gettext_lazy("The selection of a supplier has not begun yet."),
}


def stuck_said(stuck: Stuck) -> str:
    """One sentence."""
    values = {key: _value(value) for key, value in stuck.values.items()}
    days = int(stuck.values.get("days", 0))
    if stuck.code == "overdue":
        said = ngettext(
            "The last day of the contract was %(day)s, %(days)s day ago, and the work is not done.",
            "The last day of the contract was %(day)s, %(days)s days ago, and the work is not done.", days,
        )  # fmt: skip
    elif stuck.code == "selection_late":
        said = ngettext(
            "A supplier should have been selected by %(day)s, %(days)s day ago.",
            "A supplier should have been selected by %(day)s, %(days)s days ago.", days,
        )  # fmt: skip
    else:
        said = str(SAID[stuck.code])
    return said % values


def _value(value: Any) -> str:
    if isinstance(value, Decimal):
        return money(value) if value > 1000 else number(value)
    return full_date(value) if hasattr(value, "year") else str(value)


def steps_of(trace: Trace, stuck: Stuck | None) -> list[dict[str, Any]]:
    """The chain for the component `steps`: budget, package, selection, contract, progress, payment."""
    steps = [_budget(trace), _package(trace), _selection(trace), _contract(trace), _progress(trace), _payment(trace)]
    found = [step for step in steps if step]
    for step in found:
        if stuck and step["key"] == stuck.step and stuck.kind != "good":
            step["state"] = "stuck" if stuck.kind == "late" else "now"
    return found


def _budget(trace: Trace) -> dict[str, Any]:
    if not trace.lines:
        return {}
    line = trace.lines[0][0]
    total = sum((one.amount for one, _taken in trace.lines), Decimal(0))
    more = len(trace.lines) - 1
    detail = f"{line.activity_name}, {line.activity}" + (_(" and %(more)s more") % {"more": more} if more else "")
    url = reverse("oversight:trace_line", args=[line.id])
    return {"key": "budget", "name": _("Budget"), "state": "done", "value": money(total), "detail": detail, "url": url}


def _package(trace: Trace) -> dict[str, Any]:
    package = trace.package
    if package is None:
        return {}
    date = _("Announced on %(day)s") % {"day": full_date(package.announced_at)} if package.announced_at else ""
    return {
        "key": "package", "name": _("Package"), "state": "done", "value": money(package.ceiling_amount),
        "detail": package.get_method_display(), "date": date,
        "url": reverse("procurement:package", kwargs={"code": package.code}),
    }  # fmt: skip


def _selection(trace: Trace) -> dict[str, Any]:
    if trace.run is None:
        return (
            {} if trace.contract or trace.contracts else {"key": "selection", "name": _("Selection"), "state": "next"}
        )
    offers = ngettext("%(number)s firm took part", "%(number)s firms took part", trace.offers)
    return {
        "key": "selection", "name": _("Selection"), "state": "done" if trace.contract or trace.contracts else "now",
        "detail": offers % {"number": number(trace.offers)}, "date": trace.run.get_status_display(),
        "url": reverse("procurement:tender", kwargs={"code": trace.run.code}),
    }  # fmt: skip


def _contract(trace: Trace) -> dict[str, Any]:
    contract = trace.contract
    if contract is None:
        return {"key": "contract", "name": _("Contract"), "state": "next"}
    hps = trace.run.hps_amount if trace.run and trace.run.hps_amount else None
    share = percent(contract.value_amount * 100 / hps) if hps else ""
    return {
        "key": "contract", "name": _("Contract"), "state": "done", "value": money(contract.value_amount),
        "detail": _("%(share)s of the estimate (HPS)") % {"share": share} if share else contract.get_form_display(),
        "date": _("Signed on %(day)s") % {"day": full_date(contract.date)},
        "url": reverse("procurement:contract_public", kwargs={"key": contract.key}),
    }  # fmt: skip


def _progress(trace: Trace) -> dict[str, Any]:
    project = trace.project
    if project is None:
        return {"key": "progress", "name": _("Progress"), "state": "next"}
    done = project.realised_percent
    planned = project.planned_percent
    return {
        "key": "progress", "name": _("Progress"),
        "state": "done" if done is not None and done >= 100 else "now" if project.phase == Phase.RUNNING else "next",
        "value": percent(done, 2) if done is not None else "",
        "detail": _("Planned %(percent)s") % {"percent": percent(planned, 2)} if planned is not None
        else project.get_standing_display(),
        "date": full_date(project.figures_date) if project.figures_date else "",
        "url": reverse("monitoring:project", kwargs={"code": project.code}),
    }  # fmt: skip


def _payment(trace: Trace) -> dict[str, Any]:
    project, contract = trace.project, trace.contract
    if project is None or contract is None or not project.paid_amount:
        return {"key": "payment", "name": _("Payment"), "state": "next", "detail": _("Nothing is paid yet")}
    share = percent(project.paid_amount * 100 / contract.value_amount) if contract.value_amount else ""
    return {
        "key": "payment", "name": _("Payment"), "value": money(project.paid_amount),
        "state": "done" if project.paid_amount >= contract.value_amount else "now",
        "detail": _("%(share)s of the contract") % {"share": share},
    }  # fmt: skip

"""A work in words: its facts and figures as pages show them."""

from typing import Any

from django.utils.translation import gettext as _

from pendopo.kernel.display import full_date, money, number, percent
from pendopo.monitoring.queries import ProjectSums
from pendopo.monitoring.states import Standing
from pendopo.procurement.views.contract_words import written


def facts_of(project: Any, contract: Any) -> list[dict[str, Any]]:
    """The short facts of a work, as rows for the component `facts`."""
    time = f"{full_date(project.starts_date)} – {full_date(project.ends_date)}" if project.starts_date else ""
    rows = [
        (_("Carried out by"), project.carried_out_by),
        (_("Value"), written(project.value_amount)),
        (_("Time of the work"), time),
        (_("Contract number"), contract.number if contract else ""),
        (_("Place"), str(project.desa) if project.desa else project.address),
        (_("Planned by now"), _percent_on(project.planned_percent, project)),
        (_("Done by now"), _percent_on(project.realised_percent, project)),
        (_("Paid"), written(project.paid_amount) if project.paid_amount else ""),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _percent_on(value: Any, project: Any) -> str:
    if value is None:
        return ""
    return _("%(percent)s on %(day)s") % {"percent": percent(value, 2), "day": full_date(project.figures_date)}


def numbers_of(sums: ProjectSums) -> list[dict[str, Any]]:
    """The figures above a list of works, for the component `facts`."""
    critical = sums.by_standing.get(Standing.CRITICAL, 0)
    unknown = sums.by_standing.get(Standing.UNKNOWN, 0)
    rows = [
        (_("Works"), number(sums.number)),
        (_("Worth of the works"), money(sums.amount)),
        (_("Paid of it"), money(sums.paid)),
        (_("Critical works"), number(critical)),
        (_("Without an agreed plan"), number(unknown)),
    ]
    return [{"key": key, "value": value} for key, value in rows]

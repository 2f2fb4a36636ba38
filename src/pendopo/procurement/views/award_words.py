"""Words of objections, appointments and guarantees as pages show them."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from pendopo.files.signing import SigningUnavailable
from pendopo.kernel.display import full_date
from pendopo.procurement import services
from pendopo.procurement.views.contract_words import refusal_text as contract_refusal
from pendopo.procurement.views.contract_words import written


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused step: what, why, what to do."""
    if isinstance(refusal, SigningUnavailable):
        return _("Electronic signatures cannot be made at the moment. Try again later.")
    if isinstance(refusal, services.ObjectionRefused):
        return _objection(refusal)
    return contract_refusal(refusal)


def _objection(refusal: services.ObjectionRefused) -> str:
    limit = refusal.limit
    if refusal.code == "late":
        day = full_date(limit) if limit else "–"
        return _("The days for this ended on %(day)s.") % {"day": day}
    if refusal.code == "guarantee":
        return _("The guarantee has to be %(amount)s at least.") % {"amount": written(limit)}
    if refusal.code == "guarantee_days":
        return _("The guarantee has to be valid until %(day)s at least.") % {"day": full_date(limit)}
    words = {
        "not_open": _("The result of this run is not open for objections."),
        "no_bid": _("Only participants that handed in a bid can object."),
        "once": _("This was filed already. The page of the run shows it."),
        "no_appeal": _("Only refused objections in construction work can be appealed."),
        "guarantee_paper": _("Write the bank or insurer and the number of the guarantee."),
    }
    return words[refusal.code]


def sanggah_rows(rows: list[Any], today: dt.date) -> list[dict[str, Any]]:
    """Objections with their deadlines in words, for pages."""
    return [{"row": row, "told": _deadline(row, today), "appeal": _appeal(row, today)} for row in rows]


def _appeal(row: Any, today: dt.date) -> dict[str, Any] | None:
    appeal = getattr(row, "appeal", None)
    return None if appeal is None else {"row": appeal, "told": _deadline(appeal, today)}


def _deadline(row: Any, today: dt.date) -> str:
    due = full_date(row.answer_due_date)
    if row.answered_at is None:
        late = _("The answer was due on %(due)s and is late.") if row.is_late(today) else _("Answer due on %(due)s.")
        return late % {"due": due}
    words = {"day": full_date(row.answered_at), "due": due}
    if row.kept_deadline:
        return _("Answered on %(day)s, in time (due on %(due)s).") % words
    return _("Answered on %(day)s, late (due on %(due)s).") % words


def sppbj_facts(sppbj: Any) -> list[dict[str, Any]]:
    """The short facts of an appointment."""
    rows = [
        (_("Supplier"), sppbj.supplier.organisation.name),
        (_("Price that won"), written(sppbj.amount)),
        (_("Date of the SPPBJ"), full_date(sppbj.date)),
        (_("Performance guarantee"), written(sppbj.guarantee_amount) if sppbj.guarantee_amount else _("not needed")),
        (_("Withdrawn because"), sppbj.withdrawn_reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]

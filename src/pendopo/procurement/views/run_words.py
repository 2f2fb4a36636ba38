"""Words of runs on their way to the deadline."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.files.services import FileRefused
from pendopo.kernel.display import money
from pendopo.procurement import services
from pendopo.procurement.run_forms import COMMITTEE
from pendopo.procurement.views.contract_words import written

CONDITIONS: dict[str, tuple[Any, str]] = {
    "packages": (gettext_lazy("All its packages are announced"), ""),
    "hps": (gettext_lazy("The owner's estimate (HPS) is decided"), "hps"),
    "hps_ceiling": (gettext_lazy("The estimate is within the ceiling"), "hps"),
    "kak": (gettext_lazy("The terms of reference (KAK) are decided"), "kak"),
    "contract": (gettext_lazy("The draft contract is decided"), "contract"),
    "committee": (gettext_lazy("A committee is appointed: an odd number, at least three, one chair"), "committee"),
    "declarations": (gettext_lazy("Every member declared to have no interest"), "declare"),
    "schedule": (gettext_lazy("The schedule is complete and fits together"), "schedule"),
    "schedule_ahead": (gettext_lazy("Bids begin in the future"), "schedule"),
    "hps_age": (gettext_lazy("The estimate is at most 28 working days old at the deadline"), "hps"),
    "seal_plan": (gettext_lazy("The seal plan for this deadline stands in the public log"), "seal_plan"),
    "seal_keys": (gettext_lazy("Every trustee has confirmed the seal plan, and enough hold their key"), "seal_plan"),
    "method": (gettext_lazy("The law has runs of this method, kind and value"), ""),
}
"""Code of a condition -> its sentence, and the page where it is met."""
ACTIONS: dict[str, Any] = {
    "hps": gettext_lazy("Owner's estimate (HPS)"),
    "kak": gettext_lazy("Terms of reference (KAK)"),
    "contract": gettext_lazy("Draft contract"),
    "committee": gettext_lazy("Committee"),
    "declare": gettext_lazy("My declaration"),
    "schedule": gettext_lazy("Schedule"),
    "seal_plan": gettext_lazy("Seal plan"),
    "document": gettext_lazy("Add a document"),
    "invite": gettext_lazy("Invite a supplier"),
    "amend": gettext_lazy("Amend the documents"),
    "briefing": gettext_lazy("Minutes of the briefing"),
    "cancel": gettext_lazy("Call the run off"),
}
URLS = {name: f"procurement:run_{name}" for name in (*ACTIONS, "announce")} | {"seal_plan": "procurement:seal_plan"}
REFUSALS: dict[str, Any] = {
    "packages": gettext_lazy("Only announced packages of one unit, year, kind and method go into one run."),
    "in_use": gettext_lazy("A run is under way for one of these packages."),
    "method": gettext_lazy("This method has no selection run."),
    "scheme": gettext_lazy("The method does not have this number of envelopes."),
    "evaluation": gettext_lazy("The method does not evaluate this way with this number of envelopes."),
    "factor": gettext_lazy("Only a practice run has another clock."),
    "announced": gettext_lazy("The run is announced. Only a numbered amendment changes it now."),
    "no_draft": gettext_lazy("There is no draft to decide."),
    "no_lines": gettext_lazy("The estimate has no line yet."),
    "too_large": gettext_lazy("The total is too large."),
    "ended": gettext_lazy("The run has ended."),
    "committee_size": gettext_lazy("A committee has an odd number of members, at least three, and one chair."),
    "past": gettext_lazy("The moment lies in the past."),
    "template": gettext_lazy("There is no template of steps for this method."),
    "fixed": gettext_lazy("Only steps after the deadline for bids that have not ended can be moved now."),
    "reason": gettext_lazy("Write the reason"),
    "closed": gettext_lazy("The run does not take bids now."),
    "late": gettext_lazy("The deadline has passed by the server's clock."),
    "invited_only": gettext_lazy("In this method the procurement officer invites suppliers."),
    "prequalified": gettext_lazy("The days to hand in qualifications are over; nobody can join any more."),
    "unverified": gettext_lazy("The procurement unit has not verified this supplier yet."),
    "own_committee": gettext_lazy("A member of the committee cannot take part."),
    "office": gettext_lazy("The deadline has to lie on a working day, in office hours."),
    "hps_age": gettext_lazy("The estimate would be more than 28 working days old at that deadline."),
    "empty": gettext_lazy("Write the text"),
    "answered": gettext_lazy("This question is answered. What has to change goes into an amendment."),
    "announced_first": gettext_lazy("A briefing is held once the run is announced."),
    "future": gettext_lazy("The briefing cannot lie in the future."),
}
WRONGS: dict[str, Any] = {
    "order": gettext_lazy("It ends before it begins"),
    "sequence": gettext_lazy("It begins before “%(other)s”"),
    "after": gettext_lazy("It has to wait until “%(other)s” is over"),
    "office": gettext_lazy("It has to lie on a working day, in office hours"),
    "objection": gettext_lazy("Objections may be filed for at least five working days"),
}


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act."""
    if isinstance(refusal, FileRefused):
        return str(refusal)
    if isinstance(refusal, services.TenderUnready):
        return _("Something is still missing. The list on the page of the run says what.")
    if isinstance(refusal, services.TenderRefused):
        return _detailed(refusal) or str(REFUSALS.get(refusal.code, REFUSALS["closed"]))
    return _("Somebody moved this on a moment ago. Look at where it stands now.")


def _detailed(refusal: services.TenderRefused) -> str:
    detail = refusal.detail
    sentences = {
        "price_item": _("Line %(line)s: the price standards have no item %(item)s."),
        "no_source": _("Line %(line)s has no source of its price: name an item of the standards or a reference."),
        "conflict": _("They set the estimate, decide appeals or pay for this unit and cannot sit: %(names)s."),
        "no_pokja": _("They are not of the selection committees (Pokja): %(names)s."),
        "earlier": _("The deadline may only move to a later moment than %(before)s."),
    }
    if refusal.code == "above_ceiling":
        return _("The estimate is above the ceiling of %(most)s.") % {"most": money(detail["most"])}
    return sentences[refusal.code] % detail if refusal.code in sentences else ""


def wrong_texts(wrongs: list[Any], names: dict[str, str]) -> dict[str, str]:
    """Code of a step -> what is wrong with it."""
    return {one.step: str(WRONGS[one.code]) % {"other": names.get(one.other, one.other)} for one in reversed(wrongs)}


def checklist(conditions: list[Any], actions: list[str]) -> list[dict[str, Any]]:
    """The list of conditions with the page where each is met, for who may go there."""
    rows = []
    for one in conditions:
        words, page = CONDITIONS[one.code]
        rows.append({"text": words, "met": one.met, "url": URLS[page] if page in actions and not one.met else ""})
    return rows


def run_facts(tender: Any, form: Any) -> list[dict[str, Any]]:
    """The short facts of a run at work."""
    rows = [
        (_("Ceiling"), written(tender.ceiling_amount) if tender.ceiling_amount is not None else ""),
        (_("Owner's estimate (HPS)"), written(tender.hps_amount) if tender.hps_amount is not None else ""),
        (_("What is bought"), tender.get_kind_display()),
        (_("Method"), tender.get_method_display()),
        (_("Envelopes of a bid"), tender.get_scheme_display()),
        (_("What decides"), tender.get_evaluation_display()),
        (_("Led by"), _("Committee") if form is not None and form.by == COMMITTEE else _("Officer alone")),
        (_("Bids"), _("Sealed envelopes") if tender.sealed else _("Without sealing")),
        (_("How it is paid"), tender.payment_kind),
        (_("Place"), tender.place_note),
        (_("Ended because"), tender.end_reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def steps_said(steps: list[Any], now: dt.datetime) -> list[dict[str, Any]]:
    """The schedule with where the clock stands: done, now, next."""
    rows = []
    for one in steps:
        state = "done" if one.ends_at <= now else "now" if one.starts_at <= now else "next"
        rows.append({"step": one, "state": state})
    return rows

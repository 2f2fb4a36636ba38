"""Words and figures of a village's procurement as pages show them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget.queries import funds_of_lines
from pendopo.budget.services import FundsExceeded
from pendopo.files.inspection import FileRefused
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import date_and_time, full_date, money
from pendopo.kernel.states import MoveRefused
from pendopo.kernel.templatetags.pendopo import breakable
from pendopo.procurement import queries, services
from pendopo.procurement.minuting import written

REFUSED = (services.VillageRefused, FundsExceeded, FileRefused, MoveRefused)
WORDS = {
    "line": gettext_lazy("This row is not in the village's budget."),
    "line_amount": gettext_lazy("The row has %(amount)s left. Write no more than that."),
    "way_limit": gettext_lazy("This way may be used up to %(amount)s. Choose the next way."),
    "self_managed_first": gettext_lazy("Residents come first for construction. Say why they cannot do it themselves."),
    "announced": gettext_lazy("The plan is announced and cannot be changed any more."),
    "ended": gettext_lazy("This package has ended."),
    "future": gettext_lazy("The date lies in the future."),
    "team_size": gettext_lazy("The team has %(number)s people: a chair, a secretary and a member."),
    "barred": gettext_lazy("The village head and the finance officer cannot be in the team: %(names)s."),
    "no_tpk": gettext_lazy("Not appointed as activity team (TPK) of this village: %(names)s."),
    "no_team": gettext_lazy("No team is named for this package yet."),
    "undeclared": gettext_lazy("Not declared yet: %(names)s."),
    "interest": gettext_lazy("Has a tie to a seller and has to be replaced: %(names)s."),
    "reason": gettext_lazy("Write the reason."),
    "sellers_closed": gettext_lazy("No seller can be noted now."),
    "look_price": gettext_lazy("Write the price in the shop and the day of the look."),
    "look_date": gettext_lazy("The day of the look lies in the future."),
    "seller_known": gettext_lazy("This seller is noted already."),
    "many": gettext_lazy("There are too many sellers."),
    "not_asking": gettext_lazy("For direct buying nobody is asked in writing."),
    "few_sellers": gettext_lazy("Ask at least %(number)s sellers."),
    "deadline": gettext_lazy("Give the sellers at least %(number)s days."),
    "not_asked": gettext_lazy("Ask the sellers first."),
    "sealed_yet": gettext_lazy("Quotations are opened when the time is over, not before."),
    "amount": gettext_lazy("Write an amount above zero."),
    "offer_late": gettext_lazy("This quotation came too late."),
    "paper": gettext_lazy("Add a photo or PDF of the quotation."),
    "decided": gettext_lazy("A seller is chosen already."),
    "no_price": gettext_lazy("This seller has no price."),
    "talk_above": gettext_lazy("After the talks the price can be %(amount)s at most."),
    "self_managed": gettext_lazy("Self-managed work has no seller."),
    "not_self_managed": gettext_lazy("This package is not self-managed."),
    "few_looks": gettext_lazy("Look at the prices of at least %(number)s sellers."),
    "few_offers": gettext_lazy("At least %(number)s quotations are needed. End the request and ask again."),
    "above": gettext_lazy("The price lies above the %(amount)s of the plan. Talk about it, or end the request."),
    "reason_cheapest": gettext_lazy("Another seller is cheaper. Say why you choose this one."),
    "reason_far": gettext_lazy("A seller in or near the village has a price too. Say why you choose one elsewhere."),
    "due": gettext_lazy("The end lies before the date of the paper."),
    "receipt": gettext_lazy("Add a photo or PDF of the receipt."),
    "report": gettext_lazy("Write what was delivered or built."),
    "workers": gettext_lazy("Write how many residents worked, how many days, and their wages."),
    "wages": gettext_lazy("Wages cannot be above %(amount)s."),
    "not_payable": gettext_lazy("Nothing can be paid for this package now."),
    "not_accepted": gettext_lazy("A seller is paid after the village head has accepted."),
    "overpaid": gettext_lazy("%(amount)s are left to pay. Nothing above it."),
    "payment_known": gettext_lazy("This kuitansi is noted already."),
    "unpaid": gettext_lazy("%(amount)s are not paid yet."),
}
"""Codes of refusals -> what to do about it."""


def refusal_words(refusal: Exception) -> str:
    """The sentence for a refusal of an act."""
    if isinstance(refusal, services.VillageRefused):
        more = dict(refusal.more)
        if "amount" in more:
            more["amount"] = written(Decimal(more["amount"] or 0))
        return str(WORDS[refusal.code]) % more
    if isinstance(refusal, FundsExceeded):
        return str(WORDS["line_amount"]) % {"amount": written(refusal.free_amount)}
    if isinstance(refusal, MoveRefused):
        return _("The package has moved on. Look at it again.")
    return str(refusal)


ACT_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "change": (gettext_lazy("Change the plan"), gettext_lazy("Save the plan"), ""),
    "team": (
        gettext_lazy("Name the team (TPK)"), gettext_lazy("Name the team"),
        gettext_lazy("Three people of the village. Each declares to have no tie to a seller before the plan starts."),
    ),
    "declare": (
        gettext_lazy("Declare that you have no tie"), gettext_lazy("Declare"),
        gettext_lazy("I have no interest in this purchase: no seller is my relative, partner, employer or debtor. I tell at once when this changes."),  # noqa: E501
    ),
    "announce": (
        gettext_lazy("Announce the plan"), gettext_lazy("Announce it"),
        gettext_lazy("Everybody sees it, and its money is reserved in the village budget."),
    ),
    "seller": (
        gettext_lazy("Note a seller"), gettext_lazy("Note the seller"),
        gettext_lazy("Sellers of the own village first, then of neighbouring villages."),
    ),
    "comer": (
        gettext_lazy("Note who handed in a quotation"), gettext_lazy("Note the seller"),
        gettext_lazy("Those who came until the time was over."),
    ),
    "ask": (
        gettext_lazy("Ask for quotations"), gettext_lazy("Ask now"),
        gettext_lazy("All sellers get the same time. Quotations are opened together when it is over."),
    ),
    "offer": (
        gettext_lazy("Type in a quotation"), gettext_lazy("Save the quotation"),
        gettext_lazy("As it stands on its paper. Add a photo of it."),
    ),
    "talk": (
        gettext_lazy("Write down the talks"), gettext_lazy("Save the new price"),
        gettext_lazy("The price can only become lower."),
    ),
    "decide": (
        gettext_lazy("Choose the seller"), gettext_lazy("Choose this seller"),
        gettext_lazy("The minutes are printed and everybody sees all prices."),
    ),
    "fail": (
        gettext_lazy("End the request without a choice"), gettext_lazy("End the request"),
        gettext_lazy("Afterwards the team may ask again. Everybody sees the reason."),
    ),
    "begin": (
        gettext_lazy("Order the work to begin"), gettext_lazy("Order it"),
        gettext_lazy("The team and residents begin. The money of the plan is bound."),
    ),
    "agree": (
        gettext_lazy("Approve the agreement"), gettext_lazy("Approve it"),
        gettext_lazy("The price is bound in the village budget; what is left of the plan goes back."),
    ),
    "report": (
        gettext_lazy("Report that it is finished"), gettext_lazy("Send the report"),
        gettext_lazy("The village head looks at it and accepts."),
    ),
    "accept": (
        gettext_lazy("Accept the result"), gettext_lazy("Accept it"),
        gettext_lazy("You have seen that everything is there. The minutes of the hand-over are printed."),
    ),
    "send_back": (
        gettext_lazy("Send the report back"), gettext_lazy("Send it back"),
        gettext_lazy("The team mends what is missing and reports again."),
    ),
    "pay": (
        gettext_lazy("Note a payment"), gettext_lazy("Note the payment"),
        gettext_lazy("Against the row of the village budget, never more than was agreed."),
    ),
    "settle": (
        gettext_lazy("Close the package"), gettext_lazy("Close it"),
        gettext_lazy("What was not used goes back to the row."),
    ),
    "cancel": (
        gettext_lazy("Cancel this purchase"), gettext_lazy("Cancel the purchase"),
        gettext_lazy("Its money is free again. Everybody sees why."),
    ),
}  # fmt: skip
"""Act -> title, word on its button, what it does."""


def facts_of(package: Any) -> list[dict[str, Any]]:
    """The package in figures and words."""
    line = next(iter(funds_of_lines(ANONYMOUS, [package.line_id])), None)
    rows = [
        (_("Way"), package.get_way_display()),
        (_("Ceiling (pagu)"), money(package.ceiling_amount)),
        (_("Agreed"), written(package.price_amount)),
        (_("Paid"), written(package.paid_amount) if package.paid_amount else ""),
        (_("Seller"), package.seller.name if package.seller else ""),
        (_("How much"), package.volume),
        (_("Where in the village"), package.place_note),
        (_("Row of the village budget"), breakable(f"{line.activity_name} ({line.code})") if line else ""),
        (_("Paid from"), ", ".join(queries.village_sources(package))),
        (_("Quotations until"), date_and_time(package.deadline_at) if package.deadline_at else ""),
        (_("To be finished by"), full_date(package.due_date) if package.due_date else ""),
        (_("Padat karya"), _("Residents are paid for the work") if package.cash_for_work else ""),
        (_("Residents who worked"), package.workers or ""),
        (_("Days of work in all (HOK)"), package.work_days or ""),
        (_("Wages paid"), written(package.wages_amount)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value not in ("", None)]


def sellers_table(package: Any, sellers: list[Any]) -> list[dict[str, Any]]:
    """Sellers with their prices; the chosen one marked."""
    return [
        {
            "name": one.name, "where": one.get_nearness_display(), "first": written(one.stated_amount or None),
            "final": written(one.final_amount or None), "chosen": one.pk == package.seller_id, "note": one.talk_note,
        }
        for one in sellers
    ]  # fmt: skip


def timeline_of(package: Any, payments: list[Any]) -> list[dict[str, Any]]:
    """What happened in public, newest first."""
    seller = package.seller.name if package.seller else ""
    number = package.agreement_number
    steps: list[tuple[dt.datetime | None, str, str]] = [
        (package.announced_at, _("Plan announced"), money(package.ceiling_amount)),
        (package.asked_at, _("Sellers are asked"), _("until %(day)s") % {"day": _moment(package.deadline_at)}),
        (package.decided_at, _("Seller chosen"), " · ".join(filter(None, [seller, package.decision_reason]))),
        (package.agreed_at, _("Agreed, being carried out"), f"{number} · {written(package.price_amount)}"),
        (package.reported_at, _("Finished, to be accepted"), package.report),
        (package.accepted_at, _("Handed over to the village head"), ""),
        *((one.paid_at, _("Payment %(number)s") % {"number": one.number}, written(one.amount)) for one in payments),
        (package.settled_at, _("Paid and closed"), ""),
        (package.cancelled_at, _("Cancelled"), package.cancel_reason),
    ]
    done = sorted(((at, place, title, text) for place, (at, title, text) in enumerate(steps) if at), reverse=True)
    return [{"title": title, "text": text, "when": date_and_time(at)} for at, _place, title, text in done]


def _moment(at: dt.datetime | None) -> str:
    return date_and_time(timezone.localtime(at)) if at else "–"


def waits_for(package: Any) -> str:
    """Whose turn it is, in one sentence; nothing when it has ended."""
    by_way = {
        "DIRECT": _("The team (TPK) looks at prices in shops and chooses a seller."),
        "QUOTATION": _("The team (TPK) notes sellers and asks them for quotations."),
        "AUCTION": _("The team (TPK) opens the auction."),
        "SELF_MANAGED": _("The village head orders the work to begin."),
    }
    paid = package.price_amount is not None and package.paid_amount >= package.price_amount
    words = {
        "DRAFT": _("The village head names the team, its members declare, then the plan is announced."),
        "ANNOUNCED": by_way[package.way],
        "ASKED": _("Sellers hand in their quotations; the team opens them when the time is over."),
        "DECIDED": _("The village head approves the agreement."),
        "AGREED": _("The team reports when everything is there."),
        "REPORTED": _("The village head looks at the result and accepts."),
        "ACCEPTED": _("The village head closes the package.") if paid else _("The finance officer pays."),
    }
    return words.get(package.status, "")

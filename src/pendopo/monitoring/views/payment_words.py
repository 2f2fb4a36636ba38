"""Payments in words: what each hard stop says, what is refused and why, the steps, the share of money and work."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import full_date, money, percent
from pendopo.monitoring.services import PaymentRefused
from pendopo.monitoring.stopping import Check
from pendopo.procurement.views.contract_words import written

RULES = {
    "H1": gettext_lazy("Payments and open orders of each budget line stay within the line"),
    "H2": gettext_lazy("Payments and open orders of the unit stay within the released funds (SPD)"),
    "H3": gettext_lazy("The budget lines bind the whole value of the contract"),
    "H4": gettext_lazy("All payments together stay within the contract with its amendments"),
    "H5": gettext_lazy("No more is claimed than the progress that was accepted"),
    "H6": gettext_lazy("Retained money is paid after the final handover"),
    "H7": gettext_lazy("Different people ask, check, sign and disburse"),
    "H8": gettext_lazy("Amount and account are those of the order and of the contract"),
    "H9": gettext_lazy("The day lies in the budget year, in a month that is not locked"),
    "H10": gettext_lazy("The budget in force still holds what is bound and paid"),
    "H11": gettext_lazy("Floats (UP, GU, TU) stay within their decree"),
    "H12": gettext_lazy("The tax lines of the account are there"),
}
CODES = {
    "handover": gettext_lazy("One payment of the whole needs the handover (BAST) first."),
    "bendahara-ppk_skpd": gettext_lazy("The same person asks and checks."),
    "bendahara-pa": gettext_lazy("The same person asks and signs."),
    "ppk_skpd-pa": gettext_lazy("The same person checks and signs."),
    "bendahara-kuasa_bud": gettext_lazy("The same person asks and disburses."),
    "ppk_skpd-kuasa_bud": gettext_lazy("The same person checks and disburses."),
    "pa-kuasa_bud": gettext_lazy("The same person signs and disburses."),
    "bendahara-ppk": gettext_lazy("The contract officer (PPK) may not be the treasurer."),
    "ppk_skpd-ppk": gettext_lazy("The contract officer (PPK) may not check payments."),
    "unknown": gettext_lazy("The contract names no account yet."),
    "account": gettext_lazy("The account was changed after the order."),
    "amount": gettext_lazy("The amount differs from the order."),
    "locked": gettext_lazy("The month is locked."),
    "year": gettext_lazy("The day lies outside the budget year."),
}
TITLES = {
    "ajukan": gettext_lazy("Hand in the request"),
    "tarik": gettext_lazy("Withdraw the request"),
    "lengkap": gettext_lazy("Papers are complete: draft the order"),
    "kembalikan": gettext_lazy("Return the request"),
    "tandatangani": gettext_lazy("Sign the order (SPM)"),
    "tolak": gettext_lazy("Refuse the order"),
    "cairkan": gettext_lazy("Issue the disbursement (SP2D)"),
    "tolak-cair": gettext_lazy("Refuse the disbursement"),
}
REFUSALS = {
    "no_terms": gettext_lazy("The contract has no payment terms yet: the PPK stores them first."),
    "no_contract": gettext_lazy("This work has no contract."),
    "under_way": gettext_lazy("A payment of this contract is under way: it has to be disbursed or withdrawn first."),
    "terms": gettext_lazy("The percents of the terms rise, and the last is 100."),
    "shares": gettext_lazy("An advance is at most 50 percent, a retention at most 10 percent."),
    "paid_already": gettext_lazy("Something is paid already: advance and retention stay as they are."),
    "stated": gettext_lazy("Another system states the payments of this contract: they are not paid here again."),
    "advance_paid": gettext_lazy("The advance is paid already, or terms have begun."),
    "percent": gettext_lazy("This is no term of the contract."),
    "nothing": gettext_lazy("Nothing is left to ask for."),
    "bound": gettext_lazy("The budget lines of the contract hold less than is asked for."),
    "reason": gettext_lazy("Write the reason."),
    "ordered": gettext_lazy("The order is drafted already."),
    "not_ordered": gettext_lazy("No order is open."),
    "not_signed": gettext_lazy("The order is not signed."),
    "signed": gettext_lazy("The order is signed already."),
    "not_issued": gettext_lazy("Nothing is disbursed yet."),
    "bank_date": gettext_lazy("The day of the bank lies between the SP2D and today."),
    "months": gettext_lazy("The months run from 1 to 12, the first before the last."),
    "spd_number": gettext_lazy("An SPD of this year has this number already."),
    "own_spd": gettext_lazy("Who drafted the SPD may not sign it."),
}


def refused(refusal: PaymentRefused) -> str:
    """What cannot be, and why."""
    if refusal.code == "spd_room":
        return _("The budget leaves %(amount)s to release.") % {"amount": money(Decimal(str(refusal.limit)))}
    return str(REFUSALS[refusal.code])


def check_rows(checks: list[Check]) -> list[dict[str, Any]]:
    """The hard stops as rows of a table; what does not apply is left out."""
    kinds = {"PASSED": "done", "FAILED": "late", "WARNED": "wait"}
    return [
        {
            "number": one.number, "rule": RULES[one.number], "said": _said(one), "label": one.outcome.label,
            "tag": kinds[one.outcome],
        }
        for one in checks
        if one.outcome != "NONE"
    ]  # fmt: skip


def _said(check: Check) -> str:
    if check.code:
        return str(CODES[check.code])
    if check.wanted is None or check.limit is None:
        return ""
    shown = percents if check.number == "H5" else written
    return _("%(wanted)s of at most %(limit)s") % {
        "wanted": shown(Decimal(check.wanted)),
        "limit": shown(Decimal(check.limit)),
    }


def percents(value: Any) -> str:
    """A percent with two places."""
    return percent(value, 2)


def stopped(checks: list[Check]) -> str:
    """Why an act is refused: number, rule and amounts of each."""
    return " ".join(f"{row['number']}: {row['rule']}. {row['said']}".strip() for row in check_rows(checks))


def purpose_of(payment: Any) -> str:
    """What a payment is for."""
    if payment.purpose == "TERM":
        return _("Term up to %(percent)s of the work") % {"percent": percent(payment.claim_percent, 2)}
    return str(payment.get_purpose_display())


def money_and_work(project: Any) -> str:
    """How far the work is beside how much of it is paid, in one sentence."""
    if not project.value_amount or not project.paid_amount:
        return ""
    paid = project.paid_amount * 100 / project.value_amount
    shown = {"paid": percent(paid, 2)}
    if project.realised_percent is None:
        return _("%(paid)s of the contract is paid.") % shown
    shown |= {"done": percent(project.realised_percent, 2), "day": full_date(project.figures_date)}
    return _("%(done)s of the work is done (%(day)s), %(paid)s of the contract is paid.") % shown


def rows_made(payments: list[Any]) -> list[dict[str, Any]]:
    """What was paid, as rows of a table."""
    return [
        {
            "what": purpose_of(one), "date": one.issued_date, "gross": one.gross_amount,
            "less": one.gross_amount - one.net_amount, "net": one.net_amount, "parts": one.deductions.all(),
        }
        for one in payments
    ]  # fmt: skip

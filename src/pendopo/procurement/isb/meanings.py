"""What each kind of finding means, for people who have to do something about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MEANINGS: dict[str, Any] = {
    "MAK_UNKNOWN": _(
        "The first six groups of the code are no sub-activity of the regency: the package is on no budget line."
    ),
    "MAK_NO_CEILING": _("The sub-activity exists, but the budget of the year has no ceiling for it in this unit."),
    "ACCOUNT_MALFORMED": _(
        "Behind a valid sub-activity no spending account of six groups follows: the line cannot be named."
    ),
    "MAK_SEVERAL": _("The feed names several codes and no amounts: the ceiling is spread over them in equal parts."),
    "RUP_SEVERAL": _("The record carries out several packages of the published plan at once."),
    "FUNDS_EXCEEDED": _(
        "The contracts of the sub-activity are above its ceiling: this one is kept, but not bound in the ledger."
    ),
    "REPEATED": _("The row came more than once in one delivery; it is stored once, with the number of times."),
    "CONTRACT_ABOVE_HPS": _("The value of the contract is above the owner's estimate, often by a shifted digit."),
    "CONTRACT_ABOVE_CEILING": _("The value of the contract is above what was planned for the package."),
    "PAYMENT_ABOVE": _("All payments together, each counted once, are more than the contract."),
    "PROGRESS_BLANK": _("A payment was made without a word on how far the work is."),
    "FINISHED_NO_BAP": _(
        "The contract is marked as finished, but neither a payment nor an acceptance was delivered with it."
    ),
    "SPPBJ_AFTER_CONTRACT": _("The letter of appointment (SPPBJ) has a later date than the contract."),
    "SPMK_BEFORE_CONTRACT": _("The order to start (SPMK) has an earlier date than the contract."),
    "BAP_BEFORE_BAST": _("The payment minutes (BAP) have an earlier date than the acceptance (BAST)."),
    "DATES_REPEATED": _("The feed repeats the day of the contract as its start and end; the order to start is asked."),
    "REALISATION_DIFFERS": _("The total that the record states is not the sum of its rows of spending."),
    "TYPE_MISSING": _("Who carries out the work (type I to IV) was not recorded."),
    "HPS_ABOVE_LIMIT": _("On the day the package was made, direct procurement was allowed up to a lower value."),
    "SUPPLIER_MISSING": _("A participant without a supplier: it is counted, and nobody is named."),
    "CODE_REPEATED": _("Several rows, often one for each supplier, are of one package: its value here is their sum."),
    "RUP_MISSING": _("The package cannot be followed back to the published plan."),
    "VALUE_ZERO": _("The package is listed without a value."),
    "NOT_STORED": _("The row is kept as it came, but it is no contract here until both are known."),
    "STATUS_UNKNOWN": _("The record has no status, so it is kept unannounced."),
    "FEED_MISSING": _("Nothing was sent of this feed: what it would say is not known here."),
}


def meaning_of(code: str) -> Any:
    """The sentence for a kind of finding."""
    return MEANINGS[code]

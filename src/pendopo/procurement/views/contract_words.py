"""Words of contracts as pages show them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import full_date, money
from pendopo.procurement import services
from pendopo.procurement.views.award_refusals import award_refusal
from pendopo.procurement.views.package_words import refusal_text as package_refusal

STEPS = {
    "sign": (
        gettext_lazy("Sign the contract"),
        gettext_lazy("Its money is bound in the budget lines, and everybody sees it."),
        gettext_lazy("Sign"),
    ),
    "start": (
        gettext_lazy("Order the work to start"),
        gettext_lazy("The SPMK names when the work begins and ends."),
        gettext_lazy("Issue the SPMK"),
    ),
    "amend": (
        gettext_lazy("Amend the contract"),
        gettext_lazy(
            "The law lets a contract rise to 10 % over its first value. The money is bound now, and the paper is "
            "printed at once: the supplier signs it, then you."
        ),
        gettext_lazy("Bind and print it"),
    ),
    "finish": (
        gettext_lazy("Finish the contract"),
        gettext_lazy("Everything is delivered and paid. Money that is left is free again."),
        gettext_lazy("Finish"),
    ),
    "terminate": (
        gettext_lazy("Terminate the contract"),
        gettext_lazy("The contract ends before its time. Money that is left is free again; everybody sees why."),
        gettext_lazy("Terminate"),
    ),
}  # fmt: skip


def facts_of(contract: Any) -> list[dict[str, Any]]:
    """The short facts of a contract, as rows for the component `facts`."""
    rows = [
        (_("Supplier"), contract.supplier.organisation.name),
        (_("Value"), written(contract.value_amount)),
        (_("First value"), written(contract.amount) if contract.amount != contract.value_amount else ""),
        (_("Form of the contract"), contract.get_form_display()),
        (_("Date of the contract"), full_date(contract.date)),
        (
            _("Work"),
            f"{full_date(contract.starts_date)} – {full_date(contract.ends_date)}" if contract.starts_date else "",
        ),
        (_("Kind of payment"), contract.payment_kind),
        (_("PPK"), contract.ppk_label),
        (_("Ended because"), contract.end_reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _period(contract: Any) -> str:
    if not contract.starts_date or not contract.ends_date:
        return ""
    return f"{full_date(contract.starts_date)} – {full_date(contract.ends_date)}"


def written(amount: Decimal) -> str:
    """Rupiah, with sen only where there are some."""
    return money(amount, cents=amount != amount.to_integral_value())


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused step: what, why, what to do."""
    if not isinstance(refusal, services.ContractRefused):
        return package_refusal(refusal)
    limit = refusal.limit
    words = {
        "amount": _("Write an amount above zero for at least one budget line."),
        "shares_sum": _("The amounts of the budget lines do not come to the value."),
        "shares_line": _("One of the budget lines does not belong to this package."),
        "package": _("Only an announced package can have a contract."),
        "supplier": _("This supplier is not verified yet."),
        "dates": _("The dates are not in order."),
        "future": _("The contract is dated after today."),
    }
    if refusal.code == "ceiling":
        return _("This is more than the package's ceiling of %(limit)s.") % {"limit": money(limit)}
    if refusal.code == "amendment":
        return _("The law lets this contract rise to %(limit)s at most.") % {"limit": written(limit)}
    if refusal.code in {"before_sppbj", "spmk_before"}:
        return _("This date lies before %(day)s, the date of the paper before it.") % {"day": full_date(limit)}
    return words.get(refusal.code) or award_refusal(refusal)

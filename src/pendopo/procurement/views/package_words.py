"""Words and figures of packages as pages show them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget import services as budget
from pendopo.kernel.display import full_date, money
from pendopo.kernel.figures import share_bar
from pendopo.procurement import services
from pendopo.procurement.kinds import Kind, Method, Origin, SelfManagedType

FIELDS = {
    "title": gettext_lazy("Name of the package"),
    "kind": gettext_lazy("What is bought"),
    "method": gettext_lazy("Method"),
    "method_reason": gettext_lazy("Reason for the method"),
    "circumstance": gettext_lazy("Circumstance"),
    "self_managed_type": gettext_lazy("Type of self-managed work"),
    "description": gettext_lazy("Short description"),
    "volume": gettext_lazy("Volume"),
    "place_note": gettext_lazy("Place"),
    "is_umk": gettext_lazy("For micro and small businesses and cooperatives (UMK)"),
    "is_pdn": gettext_lazy("Domestic product (PDN)"),
    "tkdn_percent": gettext_lazy("Domestic content (TKDN), percent"),
    "selection_from_date": gettext_lazy("Selection begins"),
    "selection_to_date": gettext_lazy("Selection ends"),
    "contract_from_date": gettext_lazy("Contract begins"),
    "contract_to_date": gettext_lazy("Contract ends"),
    "ceiling_amount": gettext_lazy("Ceiling"),
    "desa": gettext_lazy("Villages"),
    "shares": gettext_lazy("Budget lines"),
}
STEPS = {
    "approve": (
        gettext_lazy("Approve this package"),
        gettext_lazy("Everything is filled in and the method fits the law. After this the package can be announced."),
        gettext_lazy("Approve"),
    ),
    "return": (
        gettext_lazy("Return this package"),
        gettext_lazy("It goes back to its composers with your reason."),
        gettext_lazy("Return"),
    ),
    "announce": (
        gettext_lazy("Announce this package"),
        gettext_lazy("Everybody sees it, and its money is reserved in the budget lines."),
        gettext_lazy("Announce"),
    ),
    "revise": (
        gettext_lazy("Revise this package"),
        gettext_lazy("Residents keep seeing what was announced until the revision is announced."),
        gettext_lazy("Begin the revision"),
    ),
    "cancel": (
        gettext_lazy("Cancel this package"),
        gettext_lazy("The money it had reserved is free again. Residents keep seeing that it was cancelled, and why."),
        gettext_lazy("Cancel the package"),
    ),
}
WITH_REASON = ("return", "revise", "cancel")


def facts_of(package: Any) -> list[dict[str, Any]]:
    """The short facts of a package, as rows for the component `facts`."""
    period = [(package.selection_from_date, package.selection_to_date, _("Selection")),
              (package.contract_from_date, package.contract_to_date, _("Contract"))]  # fmt: skip
    rows = [
        (_("Ceiling"), money(package.ceiling_amount)),
        (_("What is bought"), package.get_kind_display()),
        (_("Method"), package.get_method_display() or package.stated_method),
        (_("Type of self-managed work"), package.get_self_managed_type_display()),
        (_("Volume"), package.volume),
        (_("Place"), package.place_note),
        *((name, f"{full_date(first)} – {full_date(last)}") for first, last, name in period if first and last),
        (_("For micro and small businesses"), _("Yes") if package.is_umk else _("No")),
        (_("Domestic product"), _("Yes") if package.is_pdn else _("No")),
        *_taken_over(package),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _taken_over(package: Any) -> list[tuple[str, str]]:
    """Where a package of another system was born, and its numbers there."""
    if package.origin == Origin.OWN:
        return []
    numbers = (_("Numbers there (RUP)"), ", ".join(package.external_codes))
    return [(_("Taken over from"), package.get_origin_display()), numbers]


def bars_of(rows: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    """How the money spreads over the methods: label, packages, rupiah, share for the component `progress`."""
    whole = sum(amount for _method, _number, amount in rows) or 1
    return [
        {
            "label": Method(method).label if method else _("Not stated"),
            "number": number,
            "amount": amount,
            "bar": share_bar(amount * 100 / whole),
        }
        for method, number, amount in rows
    ]


def proposals_said(rows: list[Any]) -> list[dict[str, Any]]:
    """The methods that the law allows: label, whether it needs a circumstance, source and certainty."""
    return [
        {
            "label": Method(one.method).label,
            "needs": bool(one.circumstance),
            "source": one.source,
            "certainty": one.certainty,
        }
        for one in rows
    ]


def timeline_of(versions: list[Any]) -> list[dict[str, Any]]:
    """The announcements, for the component `timeline`."""
    return [
        {
            "title": _("Announced") if one.number == 1 else _("Announced again, version %(number)s") % vars(one),
            "text": one.reason,
            "when": full_date(one.announced_at),
        }
        for one in versions
    ]


def changes_of(versions: list[Any]) -> list[dict[str, Any]]:
    """What the latest announcement changed: field, before, after."""
    if len(versions) < 2:
        return []
    after, before = versions[0].data, versions[1].data
    keys = [key for key in after if key != "shares" and before.get(key) != after[key]]
    return [
        {"label": FIELDS[key], "before": _said(key, before.get(key)), "after": _said(key, after[key])} for key in keys
    ]


def _said(key: str, value: Any) -> str:
    if key == "ceiling_amount":
        return money(value)
    labels: dict[str, Any] = {"kind": Kind, "method": Method, "self_managed_type": SelfManagedType}
    if key in labels and value:
        return str(labels[key](value).label)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(value) if isinstance(value, list) else str(value or "–")


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused step: what, why, what to do."""
    if isinstance(refusal, services.PackageUnfinished):
        names = [str(FIELDS[name]) for name in refusal.missing]
        if refusal.missing == ["method"]:
            return _(
                "The law does not allow this method for the kind and value."
                " Take a proposed one, or name the circumstance."
            )
        return _("Still missing: %(names)s.") % {"names": ", ".join(names)}
    if isinstance(refusal, budget.FundsExceeded):
        values = {"code": refusal.code, "free": money(refusal.free_amount)}
        return _("The budget line %(code)s has only %(free)s left. Lower the amount, or take another line.") % values
    if isinstance(refusal, services.PackageInUse):
        return _("A selection run or a contract is under way for this package.")
    if isinstance(refusal, services.PackageChanged):
        return _("Somebody changed this package a moment ago. Look at what stands there now, then write yours again.")
    if isinstance(refusal, services.ShareRefused):
        return _("One of the budget lines does not belong to this unit and year, or has no amount.")
    if isinstance(refusal, services.ReasonMissing):
        return _("Write the reason")
    return _("Somebody moved this on a moment ago. Look at where it stands now.")

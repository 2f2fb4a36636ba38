"""Flags in words: what a rule is called, what it found, what may explain it. Calm: a prompt, not proof."""

import datetime as dt
import math
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import full_date, money, number, percent
from pendopo.procurement.kinds import Kind

NAMES = {
    "ID-SPLIT": gettext_lazy("Many direct packages for one sub-activity"),
    "ID-OVERLIMIT": gettext_lazy("Above the limit of direct procurement"),
    "ID-EDGE": gettext_lazy("Just below the limit of direct procurement"),
    "ID-HPS-PAGU": gettext_lazy("Estimate almost equal to the ceiling"),
    "ID-WIN-HPS": gettext_lazy("Contract beside the estimate"),
    "ID-OVERCEILING": gettext_lazy("Contract or payment above what is allowed"),
    "ID-NOTLOWEST": gettext_lazy("The lowest price did not win"),
    "ID-REPEAT": gettext_lazy("One supplier in many direct packages"),
    "ID-RELATED": gettext_lazy("Bidders that share something"),
    "ID-NOLINK": gettext_lazy("Not tied to a budget line"),
    "ID-GAP": gettext_lazy("A step is missing"),
    "ID-BACKDATE": gettext_lazy("Dates in another order"),
    "R003": gettext_lazy("Short time for offers"),
    "R018": gettext_lazy("A single offer"),
    "R024": gettext_lazy("The second offer lies very near"),
    "R058": gettext_lazy("The second offer lies very far"),
    "R025": gettext_lazy("Bids often and hardly ever wins"),
    "R028": gettext_lazy("Two offers with the same price"),
    "R030": gettext_lazy("The winning offer came after the deadline"),
    "R035": gettext_lazy("All other offers were knocked out"),
    "R036": gettext_lazy("The lowest offer was knocked out"),
    "R038": gettext_lazy("Unusually many knocked out"),
    "R048": gettext_lazy("One supplier for very different things"),
    "ID-PFA": gettext_lazy("High score for four signs"),
}
"""Code of a rule -> its name."""

REASONS = {
    "ID-SPLIT": gettext_lazy(
        "%(number)s direct purchases (%(packages)s packages) of %(amount)s come from the sub-activity %(code)s,"
        " more than twice the limit of %(limit)s. Places far apart or different goods may explain it."
    ),
    "ID-OVERLIMIT": gettext_lazy("%(amount)s, while direct procurement of %(kind)s ends at %(limit)s on that day."),
    "ID-EDGE": gettext_lazy(
        "%(amount)s is %(share)s of the limit of %(limit)s for %(kind)s. Many such packages are ordinary;"
        " the question is whether one was cut to fit."
    ),
    "ID-HPS-PAGU": gettext_lazy(
        "The estimate of %(hps)s takes %(share)s of the ceiling of %(ceiling)s. An estimate is made from prices, not"
        " from what is left of the budget."
    ),
    "ID-WIN-HPS": gettext_lazy(
        "The contract of %(contract)s is %(share)s of the estimate of %(hps)s. Little was negotiated, or the"
        " estimate was good."
    ),
    "ID-NOTLOWEST": gettext_lazy(
        "The winner offered %(won)s, the lowest valid price was %(lowest)s. A low offer that could not be explained"
        " may be the reason."
    ),
    "ID-REPEAT": gettext_lazy(
        "%(packages)s direct packages of one office in a year went to the same supplier, together %(amount)s. Few"
        " suppliers nearby may explain it."
    ),
    "R003": gettext_lazy("%(days)s whole days from the announcement to the deadline; at least %(least)s are expected."),
    "R018": gettext_lazy(
        "%(registered)s registered, one offer is known. A price that was not exported looks the same as no offer."
    ),
    "R024": gettext_lazy("The winner offered %(won)s, the next one %(other)s, only %(share)s more."),
    "R058": gettext_lazy("The winner offered %(won)s, the next one %(other)s, %(share)s more."),
    "R025": gettext_lazy("%(bids)s valid offers, %(wins)s of them won: far fewer than others who bid as often."),
    "R028": gettext_lazy("%(bidders)s bidders offered exactly %(price)s."),
    "R030": gettext_lazy("It arrived %(minutes)s minutes after the deadline."),
    "R035": gettext_lazy("One valid offer was left, and it won; %(out)s were knocked out. The minutes say why."),
    "R036": gettext_lazy("%(lowest)s was knocked out, %(won)s won. The minutes say why."),
    "R038": gettext_lazy("%(out)s of %(bids)s offers were knocked out, more than is usual."),
    "R048": gettext_lazy("%(contracts)s contracts from %(classes)s kinds of accounts, more than is usual."),
    "ID-PFA": gettext_lazy(
        "%(score)s of 20 points: time until the winner %(for_days)s, distance to the estimate %(for_gap)s, value"
        " %(for_value)s, title %(for_title)s."
    ),
}
"""Code of a rule -> what it saw and what may explain it."""

GAPS = {
    "sppbj": gettext_lazy("The winner was decided on %(decided)s, %(days)s days ago; no appointment (SPPBJ) stands."),
    "contract": gettext_lazy("The winner was decided on %(decided)s, %(days)s days ago; no contract stands."),
    "bast": gettext_lazy("The contract is marked as finished; no acceptance or payment (BAST, BAP) stands."),
    "progress": gettext_lazy("Payments stand without the progress that they are for."),
}
ORDERS = {
    "sppbj": gettext_lazy("The contract is dated %(then)s, %(days)s days before the appointment of %(first)s."),
    "spmk": gettext_lazy("The order to start is dated %(then)s, %(days)s days before the contract of %(first)s."),
    "bap": gettext_lazy("The payment is dated %(then)s, %(days)s days before the acceptance of %(first)s."),
}
MARKS = {
    "address": gettext_lazy("the same address"),
    "phone": gettext_lazy("the same phone number"),
    "email": gettext_lazy("the same e-mail address"),
    "person": gettext_lazy("the same owner, director or commissioner"),
    "account": gettext_lazy("the same account"),
    "official_phone": gettext_lazy("the phone number of an official of the purchase"),
    "official_email": gettext_lazy("the e-mail address of an official of the purchase"),
}
MONEY = ("amount", "limit", "hps", "ceiling", "contract", "won", "lowest", "other", "price", "paid")
COUNTS = ("number", "packages", "registered", "bids", "wins", "bidders", "out", "contracts", "classes", "days", "least")


def _said(inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs of a flag as texts."""
    said = {key: money(round(inputs[key])) for key in MONEY if inputs.get(key) is not None}
    said |= {key: number(round(inputs[key])) for key in COUNTS if inputs.get(key) is not None}
    return {key: value for key, value in inputs.items() if value is not None} | said


def _share(figure: float) -> str:
    """A share in percent, cut off: 99.98 is not 100."""
    return percent(math.floor(figure * 10_000) / 100, 2 if 0.999 <= figure < 1 else 1)


def reason_of(flag: Any) -> str:
    """What the rule saw, in a sentence or two."""
    values = _said(flag.inputs) | {"share": _share(flag.figure), "score": number(round(flag.figure))}
    if flag.code in _OWN:
        return _OWN[flag.code](flag, values)
    if flag.code in {"ID-EDGE", "ID-OVERLIMIT"}:
        values["kind"] = str(Kind(flag.inputs["kind"]).label) if flag.inputs.get("kind") else ""
    if flag.code == "R030":
        values["minutes"] = number(round(flag.figure))
    return REASONS[flag.code] % values


def _over(flag: Any, values: dict[str, Any]) -> str:
    if "paid" in flag.inputs:
        return _("%(paid)s were paid, while the contract is of %(contract)s.") % values
    values["most"] = money(round(flag.inputs["most"]))
    return _("The contract of %(contract)s is above %(most)s, the lower one of estimate and ceiling.") % values


def _link(flag: Any, values: dict[str, Any]) -> str:
    if "codes" in flag.inputs:
        codes = ", ".join(code or "–" for code in flag.inputs["codes"][:3])
        return _("The budget code given matches no approved sub-activity: %(codes)s.") % {"codes": codes}
    linked = money(round(flag.inputs.get("linked") or 0))
    values = {"linked": linked, "amount": money(round(flag.inputs["amount"]))}
    return _("Budget lines bear %(linked)s of the ceiling of %(amount)s.") % values


def _dated(value: str) -> str:
    return full_date(dt.date.fromisoformat(value[:10]))


def _gap(flag: Any, values: dict[str, Any]) -> str:
    if "decided" in flag.inputs:
        values["decided"] = _dated(flag.inputs["decided"])
    return GAPS[flag.inputs["what"]] % values


def _order(flag: Any, values: dict[str, Any]) -> str:
    values |= {"first": _dated(flag.inputs["first"]), "then": _dated(flag.inputs["then"])}
    return ORDERS[flag.inputs["what"]] % values


def _related(flag: Any, _values: dict[str, Any]) -> str:
    mark = MARKS[flag.inputs["mark"]]
    return _("%(number)s bidders of this run give %(mark)s. Family firms and shared offices may explain it.") % {
        "number": number(len(flag.inputs["suppliers"])), "mark": mark,
    }  # fmt: skip


_OWN = {
    "ID-OVERCEILING": _over,
    "ID-NOLINK": _link,
    "ID-GAP": _gap,
    "ID-BACKDATE": _order,
    "ID-RELATED": _related,
}


def subject_of(flag: Any) -> str:
    """What the flag is about, in words: the title of a run, contract or package, else the sub-activity or supplier."""
    thing = flag.contract or flag.tender or flag.package
    if thing is not None:
        return str(thing.title)
    if flag.supplier is not None:
        return str(flag.supplier.organisation.name)
    if flag.code == "ID-SPLIT":
        return _("Sub-activity %(code)s") % flag.inputs
    return str(flag.unit.name) if flag.unit else ""

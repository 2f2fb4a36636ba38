"""Findings in words: what a check is called, what it found, why it matters, and the sum behind it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import money, number, percent

NAMES = {
    "CEILING": gettext_lazy("Above the ceiling"),
    "PLACEHOLDER": gettext_lazy("Provisional row"),
    "A1": gettext_lazy("One row for the whole activity"),
    "A1_PACKAGE": gettext_lazy("Large share as one package"),
    "A2": gettext_lazy("Volume for each beneficiary"),
    "A3": gettext_lazy("Share beside similar activities"),
    "A4": gettext_lazy("Far from others of its component"),
    "A5": gettext_lazy("Jump against the year before"),
    "A6_HARD": gettext_lazy("Price above the highest price"),
    "A6_ESTIMATE": gettext_lazy("Price above the estimate"),
    "A7": gettext_lazy("Account not meant for the item"),
    "A8": gettext_lazy("Digit slip"),
    "A9": gettext_lazy("Another unit than the standard's"),
    "A10": gettext_lazy("Many round amounts"),
    "LOCATION": gettext_lazy("Location missing"),
    "BALANCE": gettext_lazy("Budget not balanced"),
}
"""Code of a check -> its name."""

MARKS = {
    "PLACEHOLDER": gettext_lazy("Provisional"),
    "A1": gettext_lazy("Components"),
    "A1_PACKAGE": gettext_lazy("Components"),
    "A2": gettext_lazy("Volume"),
    "A3": gettext_lazy("Share"),
    "A4": gettext_lazy("Outlier"),
    "A6_HARD": gettext_lazy("Price"),
    "A6_ESTIMATE": gettext_lazy("Price"),
    "A7": gettext_lazy("Budget account"),
    "A8": gettext_lazy("Digits"),
    "A9": gettext_lazy("Unit of measure"),
}
"""Code of a check of rows -> the word beside the row."""

TITLES = {
    "CEILING": gettext_lazy("The rows come to %(over)s more than the ceiling"),
    "PLACEHOLDER": gettext_lazy("%(amount)s is still provisional"),
    "A1": gettext_lazy("One row takes %(share)s of the whole activity"),
    "A1_PACKAGE": gettext_lazy("One package takes %(share)s of the ceiling"),
    "A2": gettext_lazy("%(figure)s for each beneficiary and period"),
    "A3": gettext_lazy("A share of %(share)s, similar activities have less"),
    "A4": gettext_lazy("Far above others of the same component"),
    "A5": gettext_lazy("%(figure)s times the year before"),
    "A6_HARD": gettext_lazy("%(rise)s above the highest price"),
    "A6_ESTIMATE": gettext_lazy("%(rise)s above the standard price"),
    "A7": gettext_lazy("This item is not meant for this account"),
    "A8": gettext_lazy("About %(limit)s times the standard price"),
    "A9": gettext_lazy("The unit differs from the standard's"),
    "A10": gettext_lazy("%(points)s of the amounts are whole millions"),
    "LOCATION": gettext_lazy("No village is named yet"),
    "BALANCE": gettext_lazy("The sides of the budget differ by %(rest)s"),
}
"""Code of a check -> what it found, in one line."""

REASONS = {
    "CEILING": gettext_lazy("The ceiling is %(ceiling)s. Lower a row, or ask the budget team for a higher ceiling."),
    "PLACEHOLDER": gettext_lazy("Write the components with volume and price before the Rka is submitted."),
    "A1": gettext_lazy("%(amount)s stand in one row, so nobody sees what is bought. Write its components."),
    "A1_PACKAGE": gettext_lazy(
        "%(amount)s are written as one package. Write the volume of each kind of work, for example tons and metres."
    ),
    "A2": gettext_lazy(
        "For %(people)s beneficiaries and %(periods)s periods this is more than usual. Check the volume."
    ),
    "A3": gettext_lazy("Say why this row weighs more here than in similar activities, or split it."),
    "A4": gettext_lazy("Volume or amount is far from all other rows of this component. Check the digits and the unit."),
    "A5": gettext_lazy("Last year it was %(before)s, now %(amount)s. Say what changed."),
    "A6_HARD": gettext_lazy("The standard of %(standard)s is a highest price. Use it, in all %(excess)s less."),
    "A6_ESTIMATE": gettext_lazy("The standard is %(standard)s. A higher price needs a reason, for example a survey."),
    "A7": gettext_lazy("The price standard names the accounts that may use this item. Choose another account or item."),
    "A8": gettext_lazy("The price is %(price)s, the standard %(standard)s. A zero may have slipped in."),
    "A9": gettext_lazy("The price of %(price)s cannot be compared with the standard of %(standard)s as it stands."),
    "A10": gettext_lazy("Other units round less. Alone this proves nothing; look whether volumes were estimated."),
    "LOCATION": gettext_lazy("Name the villages where the money works, so that residents can find it."),
    "BALANCE": gettext_lazy("Revenue and financing have to meet the spending to the rupiah."),
}
"""Code of a check -> why it matters and what to do."""


def _values(finding: Any) -> dict[str, str]:
    """The figures of a finding as they are written."""
    given = finding.inputs
    amount, price, standard = given.get("amount", 0), given.get("price", 0), given.get("standard", 0)
    return {
        "share": percent(finding.figure * 100),
        "points": percent(finding.figure),
        "figure": number(finding.figure, 1),
        "limit": number(finding.limit),
        "rise": percent((price - standard) * 100 / standard) if standard else "",
        "excess": money(round((price - standard) * given.get("volume", 0))),
        "amount": money(amount),
        "price": money(price),
        "standard": money(standard),
        "ceiling": money(given.get("ceiling", 0)),
        "over": money(amount - given.get("ceiling", 0)),
        "before": money(given.get("before", 0)),
        "people": number(given.get("beneficiaries", 0)),
        "periods": number(given.get("periods", 0)),
        "rest": money(abs(given.get("rest", 0))),
    }


def title_of(finding: Any) -> str:
    """What the check found, in one line."""
    return str(TITLES[finding.code]) % _values(finding)


def reason_of(finding: Any) -> str:
    """Why it matters and what to do."""
    return str(REASONS[finding.code]) % _values(finding)


def where_of(finding: Any) -> str:
    """The row, the form, the unit or the stage where it stands."""
    if finding.number is not None:
        return _("Row %(number)s, %(component)s") % {
            "number": finding.number,
            "component": finding.inputs.get("component", ""),
        }
    return _("Whole form") if finding.sheet_id else _("Whole unit") if finding.unit_id else _("Whole budget")


Row = tuple[str, str]


def _shares(finding: Any) -> list[Row]:
    return [
        (_("Amount of the row"), money(finding.inputs["amount"])),
        (_("Whole of the activity"), money(finding.inputs["total"])),
        (_("Allowed share"), percent(finding.limit * 100)),
        (_("Share of the row"), percent(finding.figure * 100)),
    ]


def _prices(finding: Any) -> list[Row]:
    return [
        (_("Standard"), money(finding.inputs["standard"])),
        (_("Price of the row"), money(finding.inputs["price"])),
        (_("Difference"), money(finding.inputs["price"] - finding.inputs["standard"])),
    ]


def _each(finding: Any) -> list[Row]:
    return [
        (_("Volume"), number(finding.inputs["volume"])),
        (_("Beneficiaries"), number(finding.inputs["beneficiaries"])),
        (_("Periods"), number(finding.inputs["periods"])),
        (_("Usual at most"), number(finding.limit)),
        (_("For each"), number(finding.figure, 1)),
    ]


def _years(finding: Any) -> list[Row]:
    return [
        (_("Last year"), money(finding.inputs["before"])),
        (_("This stage"), money(finding.inputs["amount"])),
        (_("Times"), number(finding.figure, 2)),
    ]


def _spread(finding: Any) -> list[Row]:
    return [(_("Limit (robust z)"), number(finding.limit)), (_("This row (robust z)"), number(finding.figure, 1))]


FORMULAS: dict[str, Callable[[Any], list[Row]]] = {
    "A1": _shares,
    "A1_PACKAGE": _shares,
    "A2": _each,
    "A3": _shares,
    "A4": _spread,
    "A5": _years,
    "A6_HARD": _prices,
    "A6_ESTIMATE": _prices,
    "A8": _prices,
    "A9": _prices,
}


def formula_of(finding: Any) -> list[dict[str, str]]:
    """The sum behind the finding for the component `finding`; empty where the reason says it all."""
    rows = FORMULAS[finding.code](finding) if finding.code in FORMULAS else []
    return [{"key": key, "value": value} for key, value in rows]

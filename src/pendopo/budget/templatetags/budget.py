"""Tags of statuses: the colour that goes with the word."""

from fractions import Fraction

from django import template
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.display import money, percent

register = template.Library()

KINDS = {
    "DRAFT": "info",
    "SUBMITTED": "wait",
    "REVIEWED": "wait",
    "AGREED": "coordination",
    "SET": "done",
    "PUBLISHED": "done",
    "VERIFIED": "done",
    "RETURNED": "late",
    "SUPERSEDED": "closed",
}


@register.filter
def stage_tag(status: str) -> str:
    """The kind of the component `tag` for a status of a stage or an Rka."""
    return KINDS.get(status, "closed")


MANDATORY = {
    "KEPT": (_("Kept"), "done"),
    "BROKEN": (_("Not kept"), "late"),
    "TRANSITION": (_("Not yet, transition"), "wait"),
    "UNKNOWN": (_("Cannot be counted"), "info"),
}
MANDATORY_NAMES = {
    "education": _("Education"),
    "health": _("Health"),
    "infrastructure": _("Infrastructure of public services"),
    "infrastructure_old": _("Infrastructure from general transfers"),
    "personnel": _("Personnel"),
    "add": _("Village allocation (ADD)"),
    "tax_share": _("Villages' share of tax and levies"),
    "oversight": _("Internal oversight"),
    "hr": _("Training of staff"),
}


@register.filter
def mandatory_word(state: str) -> str:
    """What a rule of mandatory spending came to, in words."""
    return str(MANDATORY[state][0])


@register.filter
def mandatory_tag(state: str) -> str:
    """The kind of the component `tag` for it."""
    return MANDATORY[state][1]


@register.filter
def mandatory_name(code: str) -> str:
    """The name of a rule of mandatory spending."""
    return str(MANDATORY_NAMES.get(code, code))


@register.filter
def as_percent(value: Fraction) -> str:
    """A percentage kept exactly, with two decimals: `30,28%`."""
    return percent(float(value), 2)


@register.filter
def change(amount: int) -> str:
    """`+Rp27.000`, `−Rp5.000` or `Rp0`."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{money(abs(amount))}"

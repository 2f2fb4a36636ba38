"""The words of the steps of an edition of the price standards, and of what they are refused with."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget import services
from pendopo.kernel.display import full_date

TAGS = {"SURVEYED": "wait", "PROPOSED": "info", "APPROVED": "info", "EFFECTIVE": "done"}
EDITION_WORDS: dict[str, dict[str, Any]] = {
    "propose": {
        "title": gettext_lazy("Hand in the price standards"),
        "text": gettext_lazy("From now on no price of this edition changes until it is approved or sent back."),
        "label": gettext_lazy("Hand in"),
        "done": gettext_lazy("The price standards are handed in."),
    },
    "approve": {
        "title": gettext_lazy("Approve the price standards"),
        "text": gettext_lazy("Write the regulation that sets these prices and the day from which they hold."),
        "label": gettext_lazy("Approve the prices"),
        "done": gettext_lazy("The price standards are approved."),
    },
    "return": {
        "title": gettext_lazy("Send the price standards back"),
        "text": gettext_lazy("The finance office can then change prices again."),
        "label": gettext_lazy("Send back"),
        "done": gettext_lazy("The price standards are sent back."),
    },
    "enact": {
        "title": gettext_lazy("Put the price standards in force"),
        "text": gettext_lazy(
            "From then on everybody sees and plans with these prices; the edition before is replaced."
        ),
        "label": gettext_lazy("Put in force"),
        "done": gettext_lazy("The price standards are in force."),
    },
}


def tag_of(status: str) -> str:
    """The kind of the component `tag`."""
    return TAGS.get(status, "closed")


PROBLEM_FIELDS = {"price_amount": "price", "item": None}


def field_of(refusal: Exception, fields: Collection[str]) -> str | None:
    """The field of the form that the refusal speaks of, or None for the whole form."""
    name = getattr(refusal, "field", None)
    name = PROBLEM_FIELDS.get(name, name) if name else None
    return name if name in fields else None


def edition_refused(refusal: Exception) -> str:
    """One sentence for a refused act on an edition."""
    if isinstance(refusal, services.TooEarly):
        return _("This edition holds only from %(day)s.") % {"day": full_date(refusal.valid_from_date)}
    if isinstance(refusal, services.DutiesMixed):
        return _("Whoever handed the prices in does not approve them. Somebody else has to.")
    if isinstance(refusal, services.PriceProblem):
        return _problem_text(refusal)
    return _("This edition takes no such step now. Look at where it stands.")


PROBLEMS = {
    "part": gettext_lazy("This item is a part of composed work in this edition. Change that first."),
    "ended": gettext_lazy("This unit is no longer used. Choose another from the list of units of measure."),
    "future": gettext_lazy("This day is still to come. Write the day on which the seller was asked."),
    "twice": gettext_lazy("This seller stands in the survey with that day already."),
}


def _problem_text(refusal: services.PriceProblem) -> str:
    if refusal.code in PROBLEMS:
        return str(PROBLEMS[refusal.code])
    if refusal.field == "parts":
        return _("Choose at least one part. Parts are plain items with a price, never composed work.")
    return _("This price cannot be kept. Check the number and the unit.")

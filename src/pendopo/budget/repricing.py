"""What becomes of a row when the standard that it was written from has another price: pure rules."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.money import round_half_up


class RowFate(models.TextChoices):
    """Whether a row can follow its standard into another edition."""

    FOLLOWS = "FOLLOWS", _("Follows the standard")
    OWN = "OWN", _("Not at the standard before: look at it")
    UNIT = "UNIT", _("The standard has another unit now: change the row by hand")
    GONE = "GONE", _("The item is no longer in the standards: choose another")


CAN_FOLLOW = (RowFate.FOLLOWS, RowFate.OWN)
"""Rows that may take the new price; those below or above their standard only when somebody chooses them."""


def amount_at(volume: Decimal, unit_price_amount: int, tax_percent: Decimal) -> int:
    """What a row comes to at another price, whole rupiah: 10 x 56,700 with 11 % tax is 629,370."""
    return round_half_up(volume * unit_price_amount * (1 + tax_percent / 100))

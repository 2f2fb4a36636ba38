"""The ledger of funds: what is reserved, committed and spent of each line, and by what."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.lines import Line


class FundsStep(models.TextChoices):
    """What an entry of the ledger does."""

    RESERVE = "RESERVE", _("Reserved for a package")
    COMMIT = "COMMIT", _("Bound by a contract")
    SPEND = "SPEND", _("Paid")
    RELEASE = "RELEASE", _("Given back")


class LedgerEntry(models.Model):
    """One movement of funds on one line, in rupiah and sen; never changed, never removed (trigger).

    `source` is what caused it (`procurement.contract:<id>`), and with it the same act is done once only. `holder` is
    the package or contract whose share of the line it changes; `against` is the holder that gives the money.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="ledger")
    step = models.CharField(max_length=8, choices=FundsStep)
    source = models.CharField(max_length=120)
    holder = models.CharField(max_length=120)
    against = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "step", "line", "holder"], name="budget_ledger_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_ledger_positive"),
        ]
        indexes = [models.Index(fields=["line", "id"], name="budget_ledger_by_line")]

    def __str__(self) -> str:
        return f"{self.step} {self.amount} {self.source}"


class FundsHold(models.Model):
    """What one holder has of a line: a package its reservation, a contract its commitment.

    `used_amount` is what went on from it: to contracts from a package, to payments from a contract.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="holds")
    holder = models.CharField(max_length=120)
    step = models.CharField(max_length=8, choices=FundsStep)
    amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    used_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "line"], name="budget_hold_once"),
            models.CheckConstraint(
                condition=Q(used_amount__gte=0) & Q(amount__gte=F("used_amount")), name="budget_hold_not_overused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.amount}"


class FundsBalance(models.Model):
    """All holds of a line together: reserved and not yet bound, bound by contracts (the paid part too), paid."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="funds")
    reserved_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    committed_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    spent_amount = models.DecimalField(max_digits=20, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved_amount__gte=0)
                & Q(spent_amount__gte=0)
                & Q(committed_amount__gte=F("spent_amount")),
                name="budget_funds_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.held_amount}"

    @property
    def held_amount(self) -> Decimal:
        """What is no longer free: reserved and bound."""
        return self.reserved_amount + self.committed_amount

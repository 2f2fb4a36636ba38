"""Reverse auctions: repeated price offers of a run in timed rounds, under names that stay hidden until the end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pendopo.audit.models import Entry
from pendopo.procurement.models.tenders import Participant, Tender
from pendopo.procurement.states import AUCTION_STANDING, AuctionStatus


class TieRule(models.TextChoices):
    """Who stands first of two with the same price; the document of the run says it before anybody offers."""

    EARLIER = "EARLIER", _("Who offered the price first")
    TKDN = "TKDN", _("Who has more domestic content, then who offered first")


class Auction(models.Model):
    """The rules of a run's repeated offers, fixed before the first round: step, extension, rounds, ties; rupiah.

    An offer is at most `most_amount` (the HPS) and at least `step_amount` below the bidder's own last one. One that
    arrives in the last `extension_seconds` moves the end of the round.
    """

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="auctions")
    status = models.CharField(max_length=12, choices=AuctionStatus, default=AuctionStatus.PLANNED)
    most_amount = models.DecimalField(max_digits=20, decimal_places=2)
    step_amount = models.BigIntegerField()
    extension_seconds = models.PositiveIntegerField()
    rounds_planned = models.PositiveSmallIntegerField(default=1)
    tie_rule = models.CharField(max_length=8, choices=TieRule, default=TieRule.EARLIER)
    rule_source = models.CharField(max_length=300, blank=True)
    offers_count = models.PositiveIntegerField(default=0)
    planned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tender"],
                condition=Q(status__in=[str(status) for status in AUCTION_STANDING]),
                name="procurement_one_auction",
            ),
            models.CheckConstraint(
                condition=Q(step_amount__gt=0) & Q(most_amount__gt=0), name="procurement_auction_amounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.status}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"PLANNED": "wait", "LIVE": "info", "ENDED": "done"}.get(self.status, "closed")


class AuctionRound(models.Model):
    """One round: `ends_at` is the end in force, moved by late offers; `planned_ends_at` the one that was announced."""

    auction = models.ForeignKey(Auction, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    planned_ends_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["auction", "number"]
        constraints = [
            models.UniqueConstraint(fields=["auction", "number"], name="procurement_auction_round_once"),
            models.CheckConstraint(
                condition=Q(planned_ends_at__gt=F("starts_at")) & Q(ends_at__gte=F("planned_ends_at")),
                name="procurement_auction_round_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.auction_id} {self.number}"


class AuctionSeat(models.Model):
    """A participant that passed and may offer under an alias drawn by lot; its last offer, its place at the end."""

    auction = models.ForeignKey(Auction, models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="auction_seats")
    alias = models.CharField(max_length=20)
    last_amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    offers_count = models.PositiveIntegerField(default=0)
    place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["auction", "participant"], name="procurement_auction_seat_once"),
            models.UniqueConstraint(fields=["auction", "alias"], name="procurement_auction_alias_once"),
        ]

    def __str__(self) -> str:
        return self.alias


class AuctionOffer(models.Model):
    """One accepted offer, in the order of acceptance (`sequence`), with its entry in the log."""

    round = models.ForeignKey(AuctionRound, models.PROTECT, related_name="offers")
    seat = models.ForeignKey(AuctionSeat, models.PROTECT, related_name="offers")
    auction = models.ForeignKey(Auction, models.PROTECT, related_name="offers")
    sequence = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    offered_at = models.DateTimeField()
    moved_end_to = models.DateTimeField(null=True, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["auction", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["auction", "sequence"], name="procurement_auction_offer_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="procurement_auction_offer_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.auction_id} {self.sequence}"

"""The ceremony that opens sealed bids: its steps, what was handed in (encrypted), what came out."""

from django.db import models

from pendopo.procurement.models.envelopes import BidEnvelope
from pendopo.procurement.models.tenders import Tender
from pendopo.procurement.states import OpeningStatus


class Opening(models.Model):
    """The ceremony of one stage of a run (`single`, `file1` or `file2`).

    `present` lists the trustees (keys) that the chair found there; `log_before` and `log_after` are size and root
    of the log; `facts` is what the minutes say. `recipient` is the key of the memory that holds what was handed in.
    """

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="openings")
    stage = models.CharField(max_length=8)
    status = models.CharField(max_length=10, choices=OpeningStatus, default=OpeningStatus.STOPPED)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    present = models.JSONField(default=list)
    recipient = models.CharField(max_length=100, blank=True)
    fallback_until = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    log_before = models.JSONField(default=dict)
    log_after = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "stage"], name="procurement_opening_once")]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.stage}"


class HandedSecret(models.Model):
    """What a seat (or the bidder: group `bidder`) handed in for an envelope, encrypted to the ceremony's memory.

    With `problem` the seat says that its share does not open, and why; then nothing is held. All rows go when the
    ceremony ends.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="secrets")
    bid_envelope = models.ForeignKey(BidEnvelope, models.CASCADE, related_name="secrets")
    group = models.CharField(max_length=12)
    member = models.PositiveSmallIntegerField()
    sealed = models.BinaryField(default=b"")
    problem = models.CharField(max_length=200, blank=True)
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid_envelope", "group", "member"], name="procurement_handed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bid_envelope_id} {self.group} {self.member}"


class BidFile(models.Model):
    """One file of an opened envelope, as its manifest lists it. Its bytes lie in the folder of opened envelopes."""

    bid_envelope = models.ForeignKey(BidEnvelope, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=170)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["bid_envelope", "number"]
        constraints = [models.UniqueConstraint(fields=["bid_envelope", "number"], name="procurement_bid_file_once")]

    def __str__(self) -> str:
        return self.name

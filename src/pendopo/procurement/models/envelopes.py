"""Sealed bids as they are kept: plans, who bids for whom, commitments and encrypted shares. No key is ever here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pendopo.audit.models import Entry
from pendopo.procurement.models.tenders import Participant, Tender
from pendopo.procurement.states import ENVELOPE_LIVE, EnvelopeStatus


class SealPlan(models.Model):
    """One version of the plan of a run: who holds keys, how many are needed. Its hash stands in the public log."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="seal_plans")
    version = models.PositiveSmallIntegerField()
    message = models.JSONField()
    plan_hash = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "version"], name="procurement_seal_plan_once")]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.version}"


class Bidder(models.Model):
    """An account that hands in envelopes for a participant of one run, until it ends.

    An ended row stays: whoever bids for one firm and then for another is found by it.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="bidders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "user"], name="procurement_bidder_once")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.user_id}"


class BidEnvelope(models.Model):
    """One committed envelope of a participant; `header` is the message whose hash is in the log.

    `received` counts the bytes of ciphertext so far. `manifest` and `payload_sha256` stand once it is opened;
    `damaged_at` marks a ciphertext that no stored copy holds rightly any more, `reason` why it was never opened.
    """

    plan = models.ForeignKey(SealPlan, models.PROTECT, related_name="envelopes")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="envelopes")
    envelope = models.CharField(max_length=8)
    header = models.JSONField()
    header_hash = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=12, choices=EnvelopeStatus, default=EnvelopeStatus.COMMITTED)
    committed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    received = models.PositiveBigIntegerField(default=0)
    stored_at = models.DateTimeField(null=True, blank=True)
    damaged_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    manifest = models.JSONField(null=True, blank=True)
    payload_sha256 = models.CharField(max_length=64, blank=True)
    seats_used = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "envelope"],
                condition=Q(status__in=[str(status) for status in ENVELOPE_LIVE]),
                name="procurement_one_live_envelope",
            ),
        ]

    def __str__(self) -> str:
        return self.header_hash


class ShareCiphertext(models.Model):
    """A part of an envelope's key, encrypted to one seat. It is given to nobody before the deadline."""

    bid_envelope = models.ForeignKey(BidEnvelope, models.CASCADE, related_name="shares")
    group = models.CharField(max_length=12)
    member = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid_envelope", "group", "member"], name="procurement_key_share_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bid_envelope_id} {self.group} {self.member}"


class CiphertextPart(models.Model):
    """One part of an envelope's ciphertext: where it begins, and the SHA-256 under which both copies lie."""

    bid_envelope = models.ForeignKey(BidEnvelope, models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["bid_envelope", "start"]
        constraints = [models.UniqueConstraint(fields=["bid_envelope", "start"], name="procurement_part_once")]

    def __str__(self) -> str:
        return f"{self.bid_envelope_id} {self.start}"

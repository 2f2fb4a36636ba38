"""The log's tables. Triggers of the database (migration 0001) make it append-only and append the leaves."""

import datetime as dt

from django.db import models

from pendopo.audit.states import CosignatureAlgorithm, HeartbeatStatus, LeafKind


class Entry(models.Model):
    """One act: who, in which post, for which unit, what, on which subject, when. Plain values, no keys to people."""

    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=100)
    subject_table = models.CharField(max_length=100, blank=True)
    subject_pk = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=LeafKind.choices, default=LeafKind.SEALED)
    leaf_data = models.BinaryField()
    salt = models.BinaryField(null=True)
    mac = models.BinaryField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["kind", "unit"], name="audit_entry_kind_unit"),
            models.Index(fields=["subject_table", "subject_pk"], name="audit_entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class Leaf(models.Model):
    """One leaf of the tree, in the order of commits, from 0 without gaps. Written by the database alone."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    leaf_hash = models.BinaryField()

    class Meta:
        ordering = ["index"]


class TreeNode(models.Model):
    """The hash of one complete subtree: level 1 spans two leaves. Written by the database alone."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="audit_node_place")]


class Tip(models.Model):
    """The one row whose lock orders the leaves; `size` is the number of leaves."""

    size = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="audit_tip_is_one")]


class Checkpoint(models.Model):
    """A signed tree head: size, root and the C2SP note."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["size"]


class IdempotencyKey(models.Model):
    """A client's key for one request: the same request again is given the stored answer."""

    actor = models.CharField(max_length=64)
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    request_hash = models.BinaryField()
    answer_code = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "route", "key"], name="audit_idempotency_once")]


class Heartbeat(models.Model):
    """Something that must happen again and again, and who is told when it stays away."""

    name = models.CharField(max_length=100, unique=True)
    owner = models.CharField(max_length=200, blank=True)
    period = models.DurationField()
    grace = models.DurationField()
    status = models.CharField(max_length=8, choices=HeartbeatStatus.choices, default=HeartbeatStatus.NEW)
    last_ping_at = models.DateTimeField(null=True)
    key = models.UUIDField(null=True, unique=True)
    started_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def overdue(self, now: dt.datetime) -> dt.timedelta:
        """How long ago the next one should have come; negative while there is time."""
        return now - (self.last_ping_at or now) - self.period


class Witness(models.Model):
    """Somebody outside who cosigns the heads of this log, known by a C2SP verifier key."""

    name = models.CharField(max_length=200, unique=True)
    verifier_key = models.CharField(max_length=4000)
    algorithm = models.CharField(max_length=16, choices=CosignatureAlgorithm.choices)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Cosignature(models.Model):
    """A witness's signature on a checkpoint: it saw a tree that continues the one it had seen before."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="cosignatures")
    line = models.TextField()
    signed_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["checkpoint", "witness"]
        constraints = [models.UniqueConstraint(fields=["checkpoint", "witness"], name="audit_cosigned_once")]

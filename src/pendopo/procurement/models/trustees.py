"""Who holds the keys to sealed bids: trustees with their public keys, rehearsals, seats in a plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.procurement.models.envelopes import SealPlan
from pendopo.procurement.models.tenders import Tender


class TrusteeRole(models.TextChoices):
    """The two sides that are always both needed. The codes are those of the messages, hence in lower case."""

    COMMITTEE = "committee", _("Selection committee")
    INSPECTORATE = "inspectorate", _("Inspectorate")


class Trustee(models.Model):
    """A person with an age key. Only the public half is here; the private one is a file of the person.

    `proven_at`: the key was shown to be in the person's hands when it was registered; `rehearsed_at`: the key file was
    opened from disk.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=TrusteeRole)
    recipient = models.CharField(max_length=100, unique=True)
    registered_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    rehearsed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="procurement_one_trustee_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def account(self) -> str:
        """The trustee as a seal plan names it: unlike any other, also of the same name."""
        return f"{self.user.label[:150]} ({self.pk})"


class Rehearsal(models.Model):
    """A secret that was encrypted to a trustee, and when it was answered. Only its hash is kept."""

    trustee = models.ForeignKey(Trustee, models.CASCADE, related_name="rehearsals")
    proof = models.BooleanField(default=False)
    challenge_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.trustee_id} {self.asked_at:%Y-%m-%d}"


class GroupRehearsal(models.Model):
    """A dummy envelope, sealed to the seats of a plan that is to be published, and opened by a quorum of them.

    `answers` holds the mnemonics of the dummy: they open nothing but it.
    """

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="group_rehearsals")
    seating = models.JSONField()
    seating_hash = models.CharField(max_length=64)
    plan = models.JSONField()
    header = models.JSONField()
    ciphertext = models.BinaryField()
    shares = models.JSONField()
    answers = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.tender_id} {self.made_at:%Y-%m-%d}"


class TrusteeSeat(models.Model):
    """A trustee's place in a plan; `confirmed_at`: the trustee found the own key in the plan that stands in the log."""

    plan = models.ForeignKey(SealPlan, models.CASCADE, related_name="seats")
    group = models.CharField(max_length=12, choices=TrusteeRole)
    member = models.PositiveSmallIntegerField()
    trustee = models.ForeignKey(Trustee, models.PROTECT, related_name="seats")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "group", "member"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "group", "member"], name="procurement_seat_once"),
            models.UniqueConstraint(fields=["plan", "trustee"], name="procurement_one_seat_each"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.member}"

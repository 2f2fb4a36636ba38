"""The committee of a run: who was appointed to which seat, and what each one declared."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pendopo.procurement.kinds import Seat
from pendopo.procurement.models.tenders import Tender


class CommitteeMember(models.Model):
    """Anggota Pokja Pemilihan: a person in the committee of one run, with the declaration of no conflict of interest.

    A member counts once `declared_at` is set and `interest` is empty: whoever states an interest gives up the seat.
    `declaration` is the text that was agreed to, as it stood then.
    """

    tender = models.ForeignKey(Tender, models.CASCADE, related_name="committee")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=10, choices=Seat, default=Seat.MEMBER)
    appointed_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True, blank=True)
    declaration = models.TextField(blank=True)
    interest = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["tender", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "user"], name="procurement_committee_once"),
            models.UniqueConstraint(
                fields=["tender", "seat"],
                condition=Q(seat__in=["CHAIR", "SECRETARY"]),
                name="procurement_committee_seat_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.user_id}"

    @property
    def counts(self) -> bool:
        """Whether the member may act: declared, and no interest."""
        return self.declared_at is not None and not self.interest

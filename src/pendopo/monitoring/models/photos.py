"""Evidence photos of reports: what stood on the site, and how far it is believed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pendopo.files.models import Document
from pendopo.monitoring.models.plans import WorkItem
from pendopo.monitoring.models.progress import ProgressReport
from pendopo.monitoring.states_photos import PhotoStatus


class EvidencePhoto(models.Model):
    """One photo of a report; the original's bytes lie in `document`, untouched and never public.

    `received_at` is our clock's and counts; `taken_at` and the place are what the camera (or the phone) says.
    `findings` are codes of `photo_checks`; `twin` is the photo that looks the same, `twin_bits` how many of 64 bits
    differ.
    """

    key = models.UUIDField(unique=True)
    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="photos")
    item = models.ForeignKey(WorkItem, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    phash = models.BigIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy_meters = models.PositiveIntegerField(default=0)
    place_source = models.CharField(max_length=5, blank=True)
    distance_meters = models.PositiveIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=PhotoStatus, default=PhotoStatus.RECEIVED)
    findings = models.JSONField(default=list)
    twin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    twin_bits = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_label = models.CharField(max_length=200, blank=True)
    judged_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="monitoring_photo_place",
            )
        ]
        indexes = [models.Index(fields=["report", "status"], name="monitoring_photo_of_report")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.sha256[:12]}"

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        kinds = {PhotoStatus.ACCEPTED: "done", PhotoStatus.SUSPECT: "late", PhotoStatus.REJECTED: "late"}
        return kinds.get(PhotoStatus(self.status), "wait")

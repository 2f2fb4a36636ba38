"""What people want to hear of: new packages and runs that fit."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pendopo.procurement.kinds import Kind, Method


class ProcurementWatch(models.Model):
    """A person wants to hear of packages and runs that fit; an empty list asks for all.

    `places` are codes of kecamatan; what names no place fits everywhere. `words` are parts of a title.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kinds = ArrayField(models.CharField(max_length=12, choices=Kind), default=list)
    methods = ArrayField(models.CharField(max_length=20, choices=Method), default=list)
    places = ArrayField(models.CharField(max_length=13), default=list)
    words = ArrayField(models.CharField(max_length=60), default=list)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user"], condition=Q(ended_at__isnull=True), name="procurement_watch_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"

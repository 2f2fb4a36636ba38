"""The append-only log of acts."""

from django.db import models


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
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"

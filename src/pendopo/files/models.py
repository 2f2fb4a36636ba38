"""Documents, their renditions, and the runs of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.files.states import ImportStatus


class DocumentKind(models.TextChoices):
    """What a document is, told by its first bytes."""

    PHOTO = "PHOTO", _("Photo")
    DOCUMENT = "DOCUMENT", _("Document")
    ARCHIVE = "ARCHIVE", _("Archive")


class Document(models.Model):
    """One stored file. Its bytes lie under their SHA-256; the row says what they are and who may see them.

    `evidence` keeps what the camera wrote (place and time) and is never public.
    """

    code = models.CharField(max_length=16, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    media_type = models.CharField(max_length=100)
    file_name = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=200, blank=True)
    owner_pk = models.CharField(max_length=64, blank=True)
    public = models.BooleanField(default=False)
    scanner = models.CharField(max_length=16)
    evidence = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.label


class Rendition(models.Model):
    """One size and format of a photo, encoded anew, so that nothing of the camera's data is left in it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=16)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="files_rendition_unique")]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One attempt to take over a file: counts, what stopped it (problems) and what was only reported (defects).

    A file sent by a page lies in the storage under `sha256`, is checked (`preview`), confirmed and then taken over;
    a command opens its run when it begins. `done` of `total` tells how far a long run is.
    """

    format = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    status = models.CharField(max_length=16, choices=ImportStatus.choices, default=ImportStatus.RUNNING)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    defects = models.JSONField(default=list)
    actor_pk = models.CharField(max_length=64, blank=True)
    actor_label = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    options = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["format"], condition=models.Q(status=ImportStatus.RUNNING), name="files_one_import_at_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.format}: {self.file_name}"

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

    `evidence` keeps what the camera wrote (place and time) and is never public. `issued` marks a paper that this
    instance printed itself: its page at /d/<code>/ says who signed it, and anybody who holds it can check it. A paper
    that was withdrawn stays, for copies of it are out in the world: its page says so, why, and what holds now.
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
    issued = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.label


class Signer(models.Model):
    """A person in a post with a certificate to sign with. The key lies outside the database."""

    actor_pk = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    provider = models.CharField(max_length=16)
    certificate = models.TextField()
    subject = models.CharField(max_length=400)
    fingerprint = models.CharField(max_length=64, unique=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """One signature of a document. `sha256` names the bytes after it, `before` those that it signs."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(Signer, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    before = models.CharField(max_length=64, db_index=True)
    sha256 = models.CharField(max_length=64, unique=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="files_signature_number_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


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


class Upload(models.Model):
    """A large file that comes in parts. Its bytes lie in a folder of their own until the file is whole and used.

    `purpose` names what it is for (`import:budget.ceilings`); `completed_at` is the database's time when the last part
    was there, for acts with a deadline; `used_for` names what was made of it: sending the form twice is one act.
    """

    code = models.CharField(max_length=32, unique=True)
    owner_pk = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=80)
    file_name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    used_for = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(received__lte=models.F("size")), name="files_upload_within_size")
        ]

    def __str__(self) -> str:
        return self.file_name


class UploadPart(models.Model):
    """One part of an upload: where it begins, how long it is, and the SHA-256 under which it lies."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="files_part_once")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.start}"

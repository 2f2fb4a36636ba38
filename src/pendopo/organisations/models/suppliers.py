"""Legal persons that deal with the government: one record each, and what a supplier has to show."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pendopo.files.models import Document
from pendopo.organisations.choices import CompanyForm, Scale
from pendopo.organisations.states import SupplierStatus
from pendopo.regions.models import Desa


class Organisation(models.Model):
    """A legal person or sole trader, once for the whole regency.

    `nib` is the Nomor Induk Berusaha, 13 digits. The tax number may be a person's identity number, so it is kept
    encrypted, with a keyed hash to find it by. `source` and `source_key` name the record of another system.
    """

    name = models.CharField(max_length=200)
    form = models.CharField(max_length=12, choices=CompanyForm, default=CompanyForm.OTHER)
    nib = models.CharField(max_length=13, blank=True)
    npwp_cipher = models.BinaryField(null=True, blank=True)
    npwp_index = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=300, blank=True)
    desa = models.ForeignKey(Desa, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=20, blank=True)
    source_key = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["nib"], condition=~Q(nib=""), name="organisation_nib_once"),
            models.UniqueConstraint(fields=["npwp_index"], condition=~Q(npwp_index=""), name="organisation_npwp_once"),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="organisation_source_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Supplier(models.Model):
    """Penyedia: an organisation that offers to the government, with its scale and how far its registration is."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="supplier")
    scale = models.CharField(max_length=8, choices=Scale, blank=True)
    status = models.CharField(max_length=10, choices=SupplierStatus, default=SupplierStatus.DRAFT)
    status_note = models.CharField(max_length=500, blank=True)
    fields_of_work = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    registered_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(scale__in=["", *Scale.values]), name="supplier_scale_known"),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def slug(self) -> str:
        """Its place in the address of its public page: the name, and the number that keeps two of one name apart."""
        return f"{slugify(self.organisation.name)[:80]}-{self.pk}".lstrip("-")

    @property
    def tag(self) -> str:
        """The kind of tag that shows the status."""
        return {"SUBMITTED": "wait", "VERIFIED": "done", "RETURNED": "late"}.get(self.status, "closed")

    @property
    def is_umk(self) -> bool:
        """Whether it counts as micro or small business or cooperative (UMK and cooperatives, Perpres 16/2018)."""
        small = self.scale in {Scale.MICRO, Scale.SMALL}
        return small or self.organisation.form == CompanyForm.COOPERATIVE


class PersonRole(models.TextChoices):
    """What a person is in a supplier."""

    OWNER = "OWNER", _("Owner")
    DIRECTOR = "DIRECTOR", _("Director")
    COMMISSIONER = "COMMISSIONER", _("Commissioner")
    EXPERT = "EXPERT", _("Expert")


class SupplierPerson(models.Model):
    """Somebody who owns, leads or works for a supplier. The identity number is kept as a keyed hash only."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=PersonRole)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    nik_index = models.CharField(max_length=64, blank=True, db_index=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SupplierPaper(models.TextChoices):
    """A document that a supplier has to keep valid."""

    NIB = "NIB", _("Business number (NIB)")
    NPWP = "NPWP", _("Tax number (NPWP)")
    DEED = "DEED", _("Deed of establishment")
    LICENCE = "LICENCE", _("Licence for the field of work")
    TAX_REPORT = "TAX_REPORT", _("Yearly tax report")
    SBU = "SBU", _("Certificate of a construction business (SBU)")
    DOMICILE = "DOMICILE", _("Proof of domicile")
    OTHER = "OTHER", _("Other")


class SupplierDocument(models.Model):
    """One document of a supplier with the day it ends; a newer one of its kind stands beside it."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=SupplierPaper)
    number = models.CharField(max_length=120)
    issuer = models.CharField(max_length=200, blank=True)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

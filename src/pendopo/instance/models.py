"""The settings of this regency, in the database so that an official can change them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.files.models import Document


class Instance(models.Model):
    """The one row that says which regency this is and how it looks."""

    region_code = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    # A city of kelurahan alone has none, and its pages do not speak of desa.
    has_desa = models.BooleanField(default=True)
    tagline = models.CharField(max_length=160, blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    demo = models.BooleanField(default=False)
    brand_colour = models.CharField(max_length=7, default="#6E3710")
    action_colour = models.CharField(max_length=7, default="#0B5A48")
    accent_colour = models.CharField(max_length=7, default="#FFC947")
    # By its code, so that a page knows the crest's address without asking for the document.
    crest = models.ForeignKey(
        Document, on_delete=models.PROTECT, to_field="code", null=True, blank=True, related_name="+"
    )
    contact_address = models.CharField(max_length=300, blank=True)
    contact_phone = models.CharField(max_length=32, blank=True)
    contact_hours = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    social_links = models.JSONField(default=list, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)
    population_date = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="instance_is_one_row")]

    def __str__(self) -> str:
        return self.name


class ModuleName(models.TextChoices):
    """The modules that a regency may switch on one by one."""

    PORTAL = "portal", _("Portal")
    BUDGET = "budget", _("Budget")
    PROCUREMENT = "procurement", _("Procurement")
    MONITORING = "monitoring", _("Monitoring")
    PUBLIC_SERVICES = "public_services", _("Public services")
    COMPLAINTS = "complaints", _("Reports")
    DESA = "desa", _("Villages")
    UMKM = "umkm", _("Small businesses")
    TRAINING = "training", _("Learning")
    DASHBOARD = "dashboard", _("Dashboard")


class ModuleSwitch(models.Model):
    """Whether a module is on."""

    module = models.CharField(max_length=32, primary_key=True, choices=ModuleName.choices)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.module


class Holiday(models.Model):
    """A day on which offices are closed, by decree or by estimate."""

    class Kind(models.TextChoices):
        PUBLIC = "PUBLIC", _("Public holiday")
        JOINT_LEAVE = "JOINT_LEAVE", _("Joint leave")
        LOCAL = "LOCAL", _("Local holiday")

    day_date = models.DateField(primary_key=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    source = models.CharField(max_length=200)
    certain = models.BooleanField(default=True)

    class Meta:
        ordering = ["day_date"]

    def __str__(self) -> str:
        return f"{self.day_date} {self.name}"

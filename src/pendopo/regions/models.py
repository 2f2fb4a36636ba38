"""The regions of Indonesia by the codes of the Ministry of Home Affairs, their shapes and their indices."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.Model):
    """A province."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Regency(models.Model):
    """A kabupaten or kota."""

    class Kind(models.TextChoices):
        KABUPATEN = "KABUPATEN", _("Regency")
        KOTA = "KOTA", _("City")

    code = models.CharField(max_length=5, primary_key=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=Kind.choices)

    def __str__(self) -> str:
        return self.name


class Kecamatan(models.Model):
    """Kecamatan (distrik in Papua): a subdistrict of a regency."""

    code = models.CharField(max_length=8, primary_key=True)
    regency = models.ForeignKey(Regency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    slug = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["regency", "slug"], name="kecamatan_slug_in_regency")]

    def __str__(self) -> str:
        return self.name


class Desa(models.Model):
    """Desa or kelurahan: the smallest region with a code. The regency stands here too: slugs are unique in it."""

    class Kind(models.TextChoices):
        DESA = "DESA", _("Village")
        KELURAHAN = "KELURAHAN", _("Urban village")
        DESA_ADAT = "DESA_ADAT", _("Customary village")

    code = models.CharField(max_length=13, primary_key=True)
    kecamatan = models.ForeignKey(Kecamatan, on_delete=models.PROTECT, related_name="+")
    regency = models.ForeignKey(Regency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=80)
    slug = models.CharField(max_length=200)
    postcode = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["regency", "slug"], name="desa_slug_in_regency")]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """The shape of a kecamatan or desa, ready to draw: a path in the regency's common frame. Indicative, not law."""

    class Level(models.TextChoices):
        KECAMATAN = "KECAMATAN", _("Subdistrict")
        DESA = "DESA", _("Village or urban village")

    code = models.CharField(max_length=13, primary_key=True)
    level = models.CharField(max_length=16, choices=Level.choices)
    parent_code = models.CharField(max_length=8, db_index=True)
    path = models.TextField()
    label_x = models.FloatField()
    label_y = models.FloatField()
    left = models.FloatField()
    top = models.FloatField()
    right = models.FloatField()
    bottom = models.FloatField()
    area_km2 = models.DecimalField(max_digits=12, decimal_places=4)
    # The codes of the shapes of the same level that share a line with this one, not merely a corner.
    touches = ArrayField(models.CharField(max_length=13), default=list, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class IndexScore(models.Model):
    """IDM (Indeks Desa Membangun) of a desa in a year, as the ministry published it."""

    class Standing(models.TextChoices):
        MANDIRI = "MANDIRI", _("Independent")
        MAJU = "MAJU", _("Advanced")
        BERKEMBANG = "BERKEMBANG", _("Developing")
        TERTINGGAL = "TERTINGGAL", _("Disadvantaged")
        SANGAT_TERTINGGAL = "SANGAT_TERTINGGAL", _("Very disadvantaged")

    desa = models.ForeignKey(Desa, on_delete=models.CASCADE, related_name="+")
    regency_code = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=4)
    social = models.DecimalField(max_digits=5, decimal_places=4)
    economic = models.DecimalField(max_digits=5, decimal_places=4)
    environmental = models.DecimalField(max_digits=5, decimal_places=4)
    standing = models.CharField(max_length=20, choices=Standing.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desa", "year"], name="one_score_of_a_desa_in_a_year")]
        indexes = [models.Index(fields=["regency_code", "year"], name="scores_of_a_regency")]

    def __str__(self) -> str:
        return f"{self.desa_id} {self.year}"

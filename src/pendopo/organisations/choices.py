"""What a legal person is and how large its business: the choices of forms and tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompanyForm(models.TextChoices):
    """The legal form of an organisation."""

    PT = "PT", _("Limited company (PT)")
    CV = "CV", _("Limited partnership (CV)")
    FIRMA = "FIRMA", _("Partnership (firma)")
    UD = "UD", _("Trading business (UD)")
    COOPERATIVE = "COOPERATIVE", _("Cooperative")
    PERSON = "PERSON", _("Sole trader")
    FOUNDATION = "FOUNDATION", _("Foundation")
    ASSOCIATION = "ASSOCIATION", _("Community organisation (ormas)")
    GROUP = "GROUP", _("Community group (pokmas)")
    BUMDES = "BUMDES", _("Village enterprise (BUM Desa)")
    OTHER = "OTHER", _("Other")


class Scale(models.TextChoices):
    """The size of a business (PP 7/2021 Pasal 35)."""

    MICRO = "MICRO", _("Micro")
    SMALL = "SMALL", _("Small")
    MEDIUM = "MEDIUM", _("Medium")
    LARGE = "LARGE", _("Large")

"""Assets that come from works, and how far they are in the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class AssetStatus(models.TextChoices):
    """How far an asset is in the register."""

    DRAFT = "DRAFT", _("To be registered")
    REGISTERED = "REGISTERED", _("Registered")
    EXPORTED = "EXPORTED", _("Sent to the asset system")


class Card(models.TextChoices):
    """Kartu Inventaris Barang: the register's cards (Permendagri 19/2016)."""

    A = "A", _("KIB A, land")
    B = "B", _("KIB B, equipment and machines")
    C = "C", _("KIB C, buildings")
    D = "D", _("KIB D, roads, networks, irrigation")
    E = "E", _("KIB E, other fixed assets")
    F = "F", _("KIB F, under construction")


ASSET: Machine[AssetStatus] = Machine(
    {
        (AssetStatus.DRAFT, "register"): AssetStatus.REGISTERED,
        (AssetStatus.REGISTERED, "export"): AssetStatus.EXPORTED,
    }
)

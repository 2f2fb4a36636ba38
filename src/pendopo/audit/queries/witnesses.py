"""The witnesses of this log, and how far each has seen it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max

from pendopo.audit.models import Checkpoint, Witness


@dataclass(frozen=True)
class Witnessed:
    """How many of the active witnesses have cosigned a head, and how many must."""

    count: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.count >= self.needed


def cosigned_note(checkpoint: Checkpoint) -> str:
    """The signed note with a line for each cosignature."""
    lines = checkpoint.cosignatures.order_by("witness__name").values_list("line", flat=True)
    return checkpoint.note + "".join(f"{line}\n" for line in lines)


def witnesses() -> Any:
    """Active witnesses by name, with the size and the time of the last head that each has cosigned."""
    found = Witness.objects.filter(active=True).annotate(
        size=Max("cosignatures__checkpoint__size"), signed_at=Max("cosignatures__signed_at")
    )
    return found.order_by("name").values("name", "verifier_key", "size", "signed_at")


def last_witnessed() -> tuple[Checkpoint, Witnessed] | None:
    """The newest head that any witness has cosigned."""
    checkpoint = Checkpoint.objects.filter(cosignatures__witness__active=True).order_by("-size").first()
    if checkpoint is None:
        return None
    count = checkpoint.cosignatures.filter(witness__active=True).count()
    return checkpoint, Witnessed(count, settings.PENDOPO_WITNESSES_NEEDED)

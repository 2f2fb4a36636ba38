"""What the acts of a village's procurement share: the locked package, its entry in the log, uploaded papers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pendopo.audit.services import record
from pendopo.files.models import Document
from pendopo.files.services import store_document
from pendopo.kernel import topics
from pendopo.kernel.access import Actor
from pendopo.procurement.models import VillagePackage

Sent = tuple[str, bytes]
"""Name and bytes of an uploaded file."""


@dataclass(frozen=True)
class VillageValues:
    """What a person says of a village's package; whole rupiah."""

    title: str
    kind: str
    way: str
    specification: str
    volume: str
    ceiling_amount: int
    way_reason: str = ""
    cash_for_work: bool = False
    place_note: str = ""


def locked_village(package_id: int) -> VillagePackage:
    """The package, locked to the end of the transaction."""
    found = VillagePackage.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit", "line", "seller", "team").get(pk=package_id)


def tell_village(package: VillagePackage, what: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    """Write the act to the log; pages of procurement are made anew."""
    data = {"title": package.title, "code": package.code} | more
    record(actor=actor, event=f"procurement.{what}", subject=package, unit=package.unit, now=now, data=data)
    topics.touch("procurement", f"procurement:{package.year}")


def kept_paper(
    package: VillagePackage, file: Sent | None, label: str, actor: Actor, now: dt.datetime
) -> Document | None:
    """The uploaded file as a document that officials of the village read; none for none. Raises FileRefused."""
    if file is None:
        return None
    name, data = file
    return store_document(data=data, file_name=name, label=label, unit=package.unit.name, actor=actor, now=now)

"""Suppliers that may not win: on the blacklist, or bound to another offer of the same run."""

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from pendopo.organisations.models import SupplierPerson
from pendopo.procurement import evaluating
from pendopo.procurement.blocking import blocked_among
from pendopo.procurement.models import KnockOutGround, Participant, Tender

BARRED = (KnockOutGround.SANCTIONED, KnockOutGround.RELATED)


def barred_in(tender: Tender, day: dt.date) -> dict[int, KnockOutGround]:
    """Supplier -> why it may not win, of those whose offers are in play. Three queries."""
    suppliers = [one.supplier_id for one in evaluating.in_play(tender) if one.supplier_id is not None]
    sanctioned = dict.fromkeys(blocked_among(suppliers, day), KnockOutGround.SANCTIONED)
    return dict.fromkeys(_sharing_people(suppliers, day), KnockOutGround.RELATED) | sanctioned


def why_barred(participant: Participant, now: dt.datetime) -> KnockOutGround | None:
    """Why the supplier may not win today; none where it may."""
    return barred_in(participant.tender, timezone.localdate(now)).get(participant.supplier_id or 0)


def first_is_barred(tender: Tender, now: dt.datetime) -> bool:
    """Whether the first in rank may not win today."""
    first = tender.participants.filter(rank=1).first()
    return first is not None and why_barred(first, now) is not None


def _sharing_people(suppliers: list[int], day: dt.date) -> set[int]:
    """Those with an owner, director or commissioner who stands behind another of them too."""
    people = SupplierPerson.objects.filter(supplier__in=suppliers).exclude(nik_index="").exclude(role="EXPERT")
    behind: dict[str, set[int]] = defaultdict(set)
    for supplier, person in people.exclude(to_date__lt=day).values_list("supplier_id", "nik_index"):
        behind[person].add(supplier)
    return {supplier for found in behind.values() if len(found) > 1 for supplier in found}

"""Suppliers that may not win: sanctioned, or bound to another offer of the same run."""

import datetime as dt

from pendopo.organisations.models import SupplierPerson
from pendopo.procurement import evaluating
from pendopo.procurement.models import Participant


def why_barred(participant: Participant, day: dt.date) -> str:
    """`related` where somebody stands behind two valid offers of the run; nothing where it may win. Two queries."""
    return "related" if _shares_people(participant, day) else ""


def _shares_people(participant: Participant, day: dt.date) -> bool:
    """Whether an owner or director of this supplier stands behind another offer of the run that is in play."""
    others = evaluating.in_play(participant.tender).exclude(pk=participant.pk).values_list("supplier_id", flat=True)
    people = SupplierPerson.objects.exclude(nik_index="").exclude(to_date__lt=day).exclude(role="EXPERT")
    own = people.filter(supplier=participant.supplier).values_list("nik_index", flat=True)
    return bool(people.filter(supplier__in=list(others), nik_index__in=list(own)).exists())

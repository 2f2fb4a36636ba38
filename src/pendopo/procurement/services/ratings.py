"""The acts on ratings: the Ppk rates a supplier after the contract ended, and the supplier replies."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import Contract, ProcurementRule, SupplierRating
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.rules_suppliers import ASPECTS, score_of
from pendopo.procurement.states import ContractStatus
from pendopo.procurement.states_suppliers import CONTRACT_RATED
from pendopo.procurement.supplying import tell_accounts


class RatingRefused(Exception):
    """The rating is not possible; `code` says why: running, twice, marks, replied."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _tell(what: str, rating: SupplierRating, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {"supplier": rating.supplier.organisation.name, "contract": rating.contract.number, **data}
    event = f"procurement.rating.{what}"
    record(actor=actor, event=event, subject=rating, unit=rating.contract.unit, now=now, data=told)
    topics.touch("procurement")


@transaction.atomic
def rate_supplier(
    *, contract_id: int, marks: Mapping[str, int], note: str, actor: Actor, now: dt.datetime
) -> SupplierRating:
    """Rate how a contract was carried out, in four aspects, once. A terminated contract counts zero in all of them.

    Raises RatingRefused, PermissionDenied.
    """
    contract = Contract.objects.select_related("unit", "supplier__organisation").get(pk=contract_id)
    require(actor, "procurement.rate_supplier", contract.unit)
    if contract.status not in CONTRACT_RATED:
        raise RatingRefused("running")
    day = timezone.localdate(now)
    value = rule_on("RATING", day)
    given = dict.fromkeys(ASPECTS, 0) if contract.status == ContractStatus.TERMINATED else dict(marks)
    if contract.status == ContractStatus.FINISHED and (
        set(given) != set(ASPECTS) or not all(value["least"] <= mark <= value["most"] for mark in given.values())
    ):
        raise RatingRefused("marks")
    source = ProcurementRule.objects.filter(code="RATING", valid_from__lte=day).latest("valid_from").source
    made = SupplierRating(
        contract=contract, supplier=contract.supplier, **given, score=score_of(value, given), note=note.strip()[:1000],
        weights=value["weights"], source=source[:300], rated_by=actor.label, rated_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise RatingRefused("twice") from None
    _tell("given", made, actor, now, score=str(made.score))
    told = {"rating": made, "contract": contract}
    tell_accounts(contract.supplier, "procurement.rating.given", _("Your work was rated"), told, now)
    return made


@transaction.atomic
def reply_to_rating(*, rating_id: int, reply: str, actor: Actor, now: dt.datetime) -> SupplierRating:
    """The supplier replies to a rating, once; the reply stands beside it. Raises RatingRefused, ReasonMissing."""
    found = SupplierRating.objects.select_for_update(of=("self",), no_key=True)
    rating = found.select_related("supplier__organisation", "contract__unit").get(pk=rating_id)
    require(actor, "procurement.act_for_supplier", rating.supplier)
    if rating.replied_at:
        raise RatingRefused("replied")
    if not reply.strip():
        raise ReasonMissing
    rating.reply, rating.replied_at = reply.strip()[:1000], now
    rating.save(update_fields=["reply", "replied_at"])
    _tell("replied", rating, actor, now)
    return rating

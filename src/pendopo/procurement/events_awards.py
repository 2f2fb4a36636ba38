"""One sentence for each act after the evaluation: objections, appointments, guarantees."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

AWARD_EVENTS: dict[str, Event] = {
    "procurement.sanggah.filed": Event(
        _("{actor} filed objection {number} of {supplier} to the result of {tender} with {points} points."),
        public=True,
    ),
    "procurement.sanggah.accepted": Event(
        _("{actor} accepted objection {number} of {supplier} in {tender}: the run is evaluated again."), public=True
    ),
    "procurement.sanggah.rejected": Event(
        _("{actor} refused objection {number} of {supplier} in {tender}."), public=True
    ),
    "procurement.banding.filed": Event(
        _("{actor} appealed against the answer to objection {number} of {supplier} in {tender}."), public=True
    ),
    "procurement.banding.accepted": Event(
        _("{actor} accepted the appeal of {supplier} in {tender}: the run is evaluated again."), public=True
    ),
    "procurement.banding.rejected": Event(_("{actor} refused the appeal of {supplier} in {tender}."), public=True),
    "procurement.sppbj.issued": Event(
        _("{actor} appointed {supplier} for {tender} by {number}, {amount} rupiah."), public=True
    ),
    "procurement.sppbj.withdrawn": Event(
        _("{actor} withdrew the appointment {number} of {supplier} for {tender}: {reason}"), public=True
    ),
    "procurement.contract_clauses.changed": Event(_("{actor} changed the clauses of the contract {number}.")),
    "procurement.contract_paper.drawn": Event(_("{actor} printed {title}.")),
    "procurement.contract_paper.agreed": Event(_("{actor} signed {title} for the supplier {supplier}."), public=True),
    "procurement.contract_paper.signed": Event(_("{actor} signed {title}."), public=True),
    "procurement.contract_paper.withdrawn": Event(_("{actor} withdrew {title}: {reason}")),
    "procurement.direct_purchase.begun": Event(
        _("{actor} began the direct purchase {tender} “{title}”, owner's estimate {amount} rupiah."), public=True
    ),
    "procurement.direct_purchase.invited": Event(_("{actor} invited {supplier} to {tender}.")),
    "procurement.direct_purchase.negotiated": Event(_("{actor} wrote down talks with {supplier} in {tender}.")),
    "procurement.direct_purchase.decided": Event(
        _("{actor} chose {supplier} in {tender} at {amount} rupiah."), public=True
    ),
    "procurement.spending.recorded": Event(
        _("{actor} recorded “{title}” from {seller}, {amount} rupiah."), public=True
    ),
    "procurement.spending.cancelled": Event(
        _("{actor} cancelled the record of “{title}” from {seller}: {reason}"), public=True
    ),
    "procurement.guarantee.recorded": Event(
        _("{actor} recorded the guarantee {number} of {supplier}, {amount} rupiah until {until}."), public=True
    ),
    "procurement.guarantee.returned": Event(_("{actor} gave back the guarantee {number} of {supplier}."), public=True),
    "procurement.guarantee.cashed": Event(
        _("{actor} cashed the guarantee {number} of {supplier}: {reason}"), public=True
    ),
    "procurement.guarantee.reminded": Event(
        _("{actor} reminded {people} people that the guarantee {number} of {supplier} ends on {until}.")
    ),
}

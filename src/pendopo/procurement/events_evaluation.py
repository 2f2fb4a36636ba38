"""One sentence for each act of evaluating a run."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVALUATION: dict[str, Event] = {
    "procurement.minutes.drawn": Event(_("{actor} drew up the minutes {number} of “{title}” ({tender}).")),
    "procurement.minutes.signed": Event(_("{actor} signed the minutes {number} of “{title}” ({tender}).")),
    "procurement.criteria.set": Event(_("{actor} set {number} criteria for “{title}” ({tender}).")),
    "procurement.offers.recorded": Event(
        _("{actor} recorded {number} offers on paper for “{title}” ({tender}): {reason}"), public=True
    ),
    "procurement.sheet.handed_in": Event(
        _("{actor} handed in a signed sheet on {participant} in “{title}” ({tender}).")
    ),
    "procurement.sheets.reopened": Event(
        _("{actor} gave the sheets of “{title}” ({tender}) back for another look: {reason}")
    ),
    "procurement.sheets.concluded": Event(
        _("{actor} merged the sheets of “{title}” ({tender}): {passed} of {offers} offers passed.")
    ),
    "procurement.technical_result.announced": Event(
        _("{actor} announced the technical result of “{title}” ({tender}): {passed} of {offers} offers passed."),
        public=True,
    ),
    "procurement.price.corrected": Event(
        _("{actor} checked the lines of the price of {participant} in “{title}” ({tender}): {amount} rupiah.")
    ),
    "procurement.price.clarified": Event(
        _("{actor} recorded the clarification of a low price by {participant} in “{title}” ({tender}).")
    ),
    "procurement.tkdn.noted": Event(
        _("{actor} noted a domestic content (TKDN) of {percent} percent for {participant} in “{title}”: {evidence}")
    ),
    "procurement.price.negotiated": Event(
        _("{actor} negotiated {amount} rupiah with {participant} in “{title}” ({tender}).")
    ),
    "procurement.tender.evaluated": Event(
        _("{actor} finished the evaluation of “{title}” ({tender}): {valid} valid offers."), public=True
    ),
    "procurement.winner.decided": Event(_("{actor} decided the winner of “{title}” ({tender}).")),
    "procurement.winner.announced": Event(
        _("{actor} announced {participant} as winner of “{title}” ({tender}) at {amount} rupiah."), public=True
    ),
    "procurement.tender.failed": Event(_("{actor} declared “{title}” ({tender}) failed: {reason}"), public=True),
    "procurement.tender.rerun": Event(_("{actor} prepared run {version} of “{title}” ({tender}).")),
}

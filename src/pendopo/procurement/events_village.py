"""One sentence for each act of a village's procurement."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

VILLAGE_EVENTS: dict[str, Event] = {
    "procurement.village_package.composed": Event(_("{actor} drafted the village package “{title}” ({code}).")),
    "procurement.village_package.changed": Event(_("{actor} changed the village package “{title}” ({code}).")),
    "procurement.village_package.announced": Event(
        _("{actor} announced the village package “{title}” ({code}) of {amount} rupiah."), public=True
    ),
    "procurement.activity_team.named": Event(
        _("{actor} named the activity team (TPK) of “{title}” ({code}) by {number}: {members}."), public=True
    ),
    "procurement.activity_team.declared": Event(
        _("{actor} declared to have no interest in “{title}” ({code})."), public=True
    ),
    "procurement.activity_team.interest_stated": Event(
        _("{actor} stated an interest in “{title}” ({code}) and does not take part."), public=True
    ),
    "procurement.village_seller.added": Event(_("{actor} noted the seller {seller} for “{title}” ({code}).")),
    "procurement.village_package.asked": Event(
        _("{actor} asked sellers for prices for “{title}” ({code}) until {until}."), public=True
    ),
    "procurement.village_package.failed": Event(
        _("{actor} ended the request for “{title}” ({code}) without a choice: {reason}"), public=True
    ),
    "procurement.village_offer.recorded": Event(_("{actor} wrote down the offer of {seller} for “{title}” ({code}).")),
    "procurement.village_offer.negotiated": Event(
        _("{actor} wrote down the talk with {seller} about “{title}” ({code}).")
    ),
    "procurement.village_package.decided": Event(
        _("{actor} chose {seller} for “{title}” ({code}) at {amount} rupiah."), public=True
    ),
    "procurement.village_package.agreed": Event(
        _("{actor} agreed on “{title}” ({code}) with {seller} by {number}, {amount} rupiah."), public=True
    ),
    "procurement.village_package.begun": Event(
        _("{actor} ordered the self-managed work “{title}” ({code}) by {number}, {amount} rupiah."), public=True
    ),
    "procurement.village_package.reported": Event(
        _("{actor} reported that “{title}” ({code}) is finished."), public=True
    ),
    "procurement.village_package.sent_back": Event(
        _("{actor} sent the report on “{title}” ({code}) back: {reason}"), public=True
    ),
    "procurement.village_package.accepted": Event(_("{actor} accepted “{title}” ({code}) by {number}."), public=True),
    "procurement.village_payment.recorded": Event(
        _("{actor} noted the payment {number} of {amount} rupiah for “{title}” ({code})."), public=True
    ),
    "procurement.village_package.settled": Event(
        _("{actor} closed “{title}” ({code}): {amount} rupiah were paid, {left} rupiah went back."), public=True
    ),
    "procurement.village_package.cancelled": Event(
        _("{actor} cancelled the village package “{title}” ({code}): {reason}"), public=True
    ),
}

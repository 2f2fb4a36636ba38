"""One sentence for each act on sealed bids, from the trustee's key to the minutes of the opening."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

SEALING: dict[str, Event] = {
    "procurement.trustee.registered": Event(_("{actor} registered a key ending in {ending} as trustee.")),
    "procurement.trustee.proven": Event(_("{actor} showed to hold the key ending in {ending}.")),
    "procurement.trustee.rehearsed": Event(_("{actor} rehearsed with the key file ending in {ending}.")),
    "procurement.trustee.revoked": Event(_("The trustee's key ending in {ending} was revoked: {reason}"), public=True),
    "procurement.group_rehearsal.begun": Event(_("{actor} called the trustees of {tender} to a rehearsal.")),
    "procurement.group_rehearsal.succeeded": Event(
        _("The trustees of {tender} opened the envelope of a rehearsal together."), public=True
    ),
    "procurement.seal_plan.published": Event(
        _("{actor} published version {version} of the seal plan of {tender}: {plan_hash}"), public=True
    ),
    "procurement.seat.confirmed": Event(
        _("The trustee of seat {group} {member} confirmed the own key in the seal plan of {tender}."), public=True
    ),
    "procurement.bidder.named": Event(_("{actor} named an account that bids for {participant} in {tender}.")),
    "procurement.envelope.committed": Event(_("{actor} committed to the envelope {envelope} of {tender}.")),
    "procurement.envelope.stored": Event(_("The envelope {envelope} of {tender} is here completely.")),
    "procurement.envelope.withdrawn": Event(_("{actor} withdrew the envelope {envelope} of {tender}.")),
    "procurement.envelope.superseded": Event(_("{actor} replaced the envelope {envelope} of {tender}.")),
    "procurement.bidding.closed": Event(
        _("Bidding for {tender} closed with {committed} commitments, {stored} of them complete."), public=True
    ),
    "procurement.opening.stopped": Event(
        _("The opening of {tender} was stopped: the clocks differ by {seconds} seconds."), public=True
    ),
    "procurement.opening.postponed": Event(
        _("The opening of {tender} was postponed: not enough trustees were there."), public=True
    ),
    "procurement.opening.seated": Event(_("The opening of {tender} ({stage}) began."), public=True),
    "procurement.share.released": Event(
        _("The key shares of seat {group} {member} for {tender} ({stage}) were handed out."), public=True
    ),
    "procurement.bid_key.presented": Event(_("The bidder presented the own key of an envelope of {tender}.")),
    "procurement.opening.recovered": Event(
        _("The keys of {recovered} of {envelopes} envelopes of {tender} were recovered."), public=True
    ),
    "procurement.envelope.opened": Event(_("An envelope of {tender} has its outcome: {result}. {reason}"), public=True),
    "procurement.opening.finished": Event(_("The opening of {tender} ({stage}) was finished."), public=True),
    "procurement.opening.voided": Event(
        _("The opening of {tender} ({stage}) is void: the counts differ."), public=True
    ),
    "procurement.ciphertext.destroyed": Event(
        _("The ciphertext of an envelope of {tender} was destroyed: {reason}"), public=True
    ),
}

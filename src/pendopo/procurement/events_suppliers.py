"""One sentence for each act on suppliers: accounts, claims, capacity, ratings, sanctions, watches."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

SUPPLIERS: dict[str, Event] = {
    "procurement.supplier_account.named": Event(_("{actor} named an account that acts for the supplier {supplier}.")),
    "procurement.supplier_account.invited": Event(_("{actor} invited somebody to act for the supplier {supplier}.")),
    "procurement.supplier_account.closed": Event(_("{actor} closed an account of the supplier {supplier}.")),
    "procurement.supplier_claim.filed": Event(_("{actor} claimed the record of the supplier {supplier}.")),
    "procurement.supplier_claim.confirmed": Event(_("{actor} confirmed a claim on the supplier {supplier}.")),
    "procurement.supplier_claim.refused": Event(_("{actor} refused a claim on the supplier {supplier}: {reason}")),
    "procurement.supplier_capacity.added": Event(_("{actor} stated capacity ({kind}) of the supplier {supplier}.")),
    "procurement.supplier_capacity.removed": Event(_("{actor} removed capacity ({kind}) of the supplier {supplier}.")),
    "procurement.supplier_paper.reminded": Event(
        _("{actor} reminded the supplier {supplier} of a document ({kind}) that ends in {days} days or has ended.")
    ),
    "procurement.rating.given": Event(
        _("{actor} rated the supplier {supplier} for the contract {contract}: {score}."), public=True
    ),
    "procurement.rating.replied": Event(
        _("{actor} replied for the supplier {supplier} to the rating of the contract {contract}.")
    ),
    "procurement.sanction.proposed": Event(_("{actor} proposed to blacklist the supplier {supplier} ({kind}).")),
    "procurement.sanction.answered": Event(
        _("{actor} answered for the supplier {supplier} to a proposed sanction ({kind}).")
    ),
    "procurement.sanction.heard": Event(_("{actor} noted that the supplier {supplier} was heard ({kind}).")),
    "procurement.sanction.dismissed": Event(
        _("{actor} imposed no sanction on the supplier {supplier} ({kind}): {reason}")
    ),
    "procurement.sanction.imposed": Event(
        _("{actor} blacklisted the supplier {supplier} ({kind}) by {decree} from {from} to {to}."), public=True
    ),
    "procurement.sanction.begun": Event(_("The blacklisting of the supplier {supplier} ({kind}) began."), public=True),
    "procurement.sanction.lifted": Event(
        _("{actor} lifted the blacklisting of the supplier {supplier} ({kind}): {reason}"), public=True
    ),
    "procurement.sanction.expired": Event(
        _("The blacklisting of the supplier {supplier} ({kind}) is over."), public=True
    ),
    "procurement.watch.begun": Event(_("{actor} asked to hear of new packages and runs.")),
    "procurement.watch.stopped": Event(_("A link in a message stopped messages about new packages and runs.")),
    "procurement.watch.ended": Event(_("{actor} asked to hear no more of new packages and runs.")),
}

"""One sentence for each act of a reverse auction."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

AUCTIONS: dict[str, Event] = {
    "procurement.auction.planned": Event(
        _(
            "{actor} fixed the rules of the repeated offers of {tender}: at most {most} rupiah, step {step} rupiah, "
            "extension {extension} seconds, {rounds} rounds."
        ),
        public=True,
    ),
    "procurement.auction_round.opened": Event(
        _("{actor} opened round {round} of the repeated offers of {tender}, from {starts_at} to {ends_at}."),
        public=True,
    ),
    "procurement.auction_offer.made": Event(_("{actor} offered {amount} rupiah in {tender} as {alias}.")),
    "procurement.auction.ended": Event(
        _("{actor} ended the repeated offers of {tender} after {offers} offers, the lowest of {amount} rupiah."),
        public=True,
    ),
    "procurement.auction.cancelled": Event(
        _("{actor} cancelled the repeated offers of {tender}: {reason}"), public=True
    ),
}

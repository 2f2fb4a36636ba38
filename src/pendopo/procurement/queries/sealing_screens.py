"""What the pages of sealed bids show beside what the API says."""

from pendopo.kernel.access import Actor
from pendopo.procurement.access_sealing import keeps_keys
from pendopo.procurement.models import TrusteeRole


def sides_for(actor: Actor) -> list[tuple[str, str]]:
    """(code, words) of the sides for which the actor may hold a key."""
    return [(side.value, str(side.label)) for side in TrusteeRole if keeps_keys(actor, side.value)]

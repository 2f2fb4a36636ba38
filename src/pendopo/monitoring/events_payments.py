"""One sentence for each act on payments."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS: dict[str, Event] = {
    "monitoring.spd.drafted": Event(_("{actor} drafted SPD {number} of {amount} rupiah.")),
    "monitoring.spd.signed": Event(_("{actor} signed SPD {number} of {amount} rupiah.")),
    "monitoring.spd.released": Event(_("{actor} put SPD {number} of {amount} rupiah in force."), public=True),
    "monitoring.terms.agreed": Event(_("{actor} stored the payment terms of “{title}” ({code}).")),
    "monitoring.spp.drafted": Event(_("{actor} drafted {number} for “{title}” ({code}).")),
    "monitoring.spp.submitted": Event(_("{actor} handed in {number} for “{title}” ({code}).")),
    "monitoring.spp.returned": Event(_("{actor} returned {number} for “{title}” ({code}): {reason}")),
    "monitoring.spp.completed": Event(_("{actor} found the papers of {number} for “{title}” ({code}) complete.")),
    "monitoring.spp.withdrawn": Event(_("{actor} withdrew {number} for “{title}” ({code}): {reason}")),
    "monitoring.spm.signed": Event(_("{actor} signed {number} for “{title}” ({code}).")),
    "monitoring.spm.refused": Event(_("{actor} refused {number} for “{title}” ({code}): {reason}")),
    "monitoring.sp2d.issued": Event(_("{actor} issued {number} for “{title}” ({code}): {amount} rupiah."), public=True),
    "monitoring.sp2d.refused": Event(_("{actor} refused to disburse {number} for “{title}” ({code}): {reason}")),
    "monitoring.sp2d.paid": Event(_("{actor} noted that the bank paid {number} for “{title}” ({code})."), public=True),
}

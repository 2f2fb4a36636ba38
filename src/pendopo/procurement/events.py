"""One sentence for each act of procurement."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event
from pendopo.procurement.events_auctions import AUCTIONS
from pendopo.procurement.events_awards import AWARD_EVENTS
from pendopo.procurement.events_catalogue import CATALOGUE, COMPETITIONS, ORDERS
from pendopo.procurement.events_evaluation import EVALUATION
from pendopo.procurement.events_sealing import SEALING
from pendopo.procurement.events_suppliers import SUPPLIERS
from pendopo.procurement.events_tenders import TENDERS
from pendopo.procurement.events_village import VILLAGE_EVENTS

EVENTS: dict[str, Event] = {
    "procurement.inaproc.imported": Event(
        _("{actor} took over {packages} packages of {year} from INAPROC."), public=True
    ),
    "procurement.isb.imported": Event(
        _("{actor} took over {packages} packages, {runs} runs and {contracts} contracts of {year} from LKPP."),
        public=True,
    ),
    "procurement.package.composed": Event(_("{actor} began the package “{title}” ({code}) of {amount} rupiah.")),
    "procurement.package.changed": Event(_("{actor} changed the package “{title}” ({code}).")),
    "procurement.package.approved": Event(_("{actor} approved the package “{title}” ({code}).")),
    "procurement.package.returned": Event(_("{actor} returned the package “{title}” ({code}): {reason}")),
    "procurement.package.announced": Event(
        _("{actor} announced the package “{title}” ({code}) of {amount} rupiah, version {version}."), public=True
    ),
    "procurement.package.revised": Event(
        _("{actor} began to revise the package “{title}” ({code}): {reason}"), public=True
    ),
    "procurement.package.cancelled": Event(
        _("{actor} cancelled the package “{title}” ({code}): {reason}"), public=True
    ),
    "procurement.package.split": Event(_("{actor} split the package “{title}” ({code}).")),
    "procurement.package.merged": Event(_("{actor} put the package {other} into “{title}” ({code}).")),
    "procurement.contract.drafted": Event(_("{actor} drafted the contract {number} “{title}” with {supplier}.")),
    "procurement.contract.signed": Event(
        _("{actor} signed the contract {number} “{title}” of {amount} rupiah with {supplier}."), public=True
    ),
    "procurement.contract.started": Event(
        _("{actor} ordered the contract {number} “{title}” to start by {spmk}."), public=True
    ),
    "procurement.contract.amended": Event(
        _("{actor} amended the contract {number} “{title}” by {addendum}: {before} became {amount} rupiah."),
        public=True,
    ),
    "procurement.contract.finished": Event(_("{actor} finished the contract {number} “{title}”."), public=True),
    "procurement.contract.terminated": Event(
        _("{actor} terminated the contract {number} “{title}”: {reason}"), public=True
    ),
    **SEALING,
    **AUCTIONS,
    **CATALOGUE,
    **AWARD_EVENTS,
    **ORDERS,
    **COMPETITIONS,
    **EVALUATION,
    "procurement.flags.counted": Event(
        _("{actor} counted the flags of {year}: {found} found, {new} new or changed, {gone} gone."), public=True
    ),
    "procurement.flag.answered": Event(_("{actor} answered the flag {code} of {year}: {reason}"), public=True),
    "procurement.flag.accepted": Event(_("{actor} accepted the answer to the flag {code} of {year}."), public=True),
    "procurement.flag.rejected": Event(
        _("{actor} refused the answer to the flag {code} of {year}: {reason}"), public=True
    ),
    "procurement.flag.reopened": Event(_("{actor} opened the flag {code} of {year} again: {reason}"), public=True),
    **TENDERS,
    **SUPPLIERS,
    **VILLAGE_EVENTS,
}

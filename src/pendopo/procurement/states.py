"""Statuses of packages, tenders, envelopes, objections and contracts, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class PackageStatus(models.TextChoices):
    """Where a package of the plan stands."""

    DRAFT = "DRAFT", _("Draft")
    REVIEWED = "REVIEWED", _("Approved, not announced")
    ANNOUNCED = "ANNOUNCED", _("Announced")
    REVISED = "REVISED", _("Being revised")
    CANCELLED = "CANCELLED", _("Cancelled")


PACKAGE_EDITABLE = (PackageStatus.DRAFT, PackageStatus.REVISED)
PACKAGE: Machine[PackageStatus] = Machine(
    {
        (PackageStatus.DRAFT, "approve"): PackageStatus.REVIEWED,
        (PackageStatus.REVISED, "approve"): PackageStatus.REVIEWED,
        (PackageStatus.REVIEWED, "return"): PackageStatus.DRAFT,
        (PackageStatus.REVIEWED, "return_revision"): PackageStatus.REVISED,
        (PackageStatus.REVIEWED, "announce"): PackageStatus.ANNOUNCED,
        (PackageStatus.ANNOUNCED, "revise"): PackageStatus.REVISED,
        (PackageStatus.DRAFT, "cancel"): PackageStatus.CANCELLED,
        (PackageStatus.REVIEWED, "cancel"): PackageStatus.CANCELLED,
        (PackageStatus.ANNOUNCED, "cancel"): PackageStatus.CANCELLED,
        (PackageStatus.REVISED, "cancel"): PackageStatus.CANCELLED,
        # A package that another system announced and that is taken over as it stands.
        (PackageStatus.DRAFT, "adopt"): PackageStatus.ANNOUNCED,
    }
)


class TenderStatus(models.TextChoices):
    """Where one selection run stands, whatever its method."""

    PREPARED = "PREPARED", _("Being prepared")
    ANNOUNCED = "ANNOUNCED", _("Announced")
    OPEN = "OPEN", _("Open for bids")
    CLOSED = "CLOSED", _("Closed, not opened")
    OPENED = "OPENED", _("Bids opened")
    EVALUATED = "EVALUATED", _("Evaluated")
    DECIDED = "DECIDED", _("Winner decided")
    STANDSTILL = "STANDSTILL", _("Open for objections")
    APPOINTED = "APPOINTED", _("Supplier appointed")
    CONTRACTED = "CONTRACTED", _("Contract signed")
    FAILED = "FAILED", _("Failed")
    CANCELLED = "CANCELLED", _("Cancelled")


TENDER_PUBLIC = tuple(status for status in TenderStatus if status != TenderStatus.PREPARED)
TENDER_ENDED = (TenderStatus.CONTRACTED, TenderStatus.FAILED, TenderStatus.CANCELLED)
_RUNNING = tuple(status for status in TenderStatus if status not in TENDER_ENDED)

TENDER: Machine[TenderStatus] = Machine(
    {
        (TenderStatus.PREPARED, "announce"): TenderStatus.ANNOUNCED,
        (TenderStatus.ANNOUNCED, "open"): TenderStatus.OPEN,
        (TenderStatus.OPEN, "close"): TenderStatus.CLOSED,
        (TenderStatus.CLOSED, "unseal"): TenderStatus.OPENED,
        (TenderStatus.OPENED, "evaluate"): TenderStatus.EVALUATED,
        (TenderStatus.EVALUATED, "decide"): TenderStatus.DECIDED,
        (TenderStatus.DECIDED, "announce_winner"): TenderStatus.STANDSTILL,
        # A mini competition ends with the order letter to its winner: no letter of appointment, no objections.
        (TenderStatus.DECIDED, "order"): TenderStatus.CONTRACTED,
        # An objection that is accepted sends the run back to its evaluation.
        (TenderStatus.STANDSTILL, "evaluate_again"): TenderStatus.OPENED,
        (TenderStatus.STANDSTILL, "appoint"): TenderStatus.APPOINTED,
        (TenderStatus.APPOINTED, "withdraw_appointment"): TenderStatus.STANDSTILL,
        (TenderStatus.APPOINTED, "contract"): TenderStatus.CONTRACTED,
    }
    | {(status, "fail"): TenderStatus.FAILED for status in _RUNNING if status != TenderStatus.PREPARED}
    | {(status, "cancel"): TenderStatus.CANCELLED for status in _RUNNING}
    # A run of another system, taken over at the point where that system has it.
    | {
        (TenderStatus.PREPARED, f"adopt_{status.lower()}"): status
        for status in (TenderStatus.OPEN, TenderStatus.DECIDED, TenderStatus.CONTRACTED)
    }
)


class PreparedStatus(models.TextChoices):
    """How far a paper that a run needs is: owner's estimate, terms of reference, draft contract."""

    DRAFT = "DRAFT", _("Draft")
    DECIDED = "DECIDED", _("Decided")
    SUPERSEDED = "SUPERSEDED", _("Replaced by a later version")


PREPARED: Machine[PreparedStatus] = Machine(
    {
        (PreparedStatus.DRAFT, "decide"): PreparedStatus.DECIDED,
        (PreparedStatus.DECIDED, "supersede"): PreparedStatus.SUPERSEDED,
    }
)


class OfferStatus(models.TextChoices):
    """What became of one participant's offer, after the opening."""

    INVITED = "INVITED", _("Registered")
    SUBMITTED = "SUBMITTED", _("Handed in")
    VALID = "VALID", _("Valid")
    DISQUALIFIED = "DISQUALIFIED", _("Knocked out")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


OFFER: Machine[OfferStatus] = Machine(
    {
        (OfferStatus.INVITED, "submit"): OfferStatus.SUBMITTED,
        (OfferStatus.SUBMITTED, "validate"): OfferStatus.VALID,
        (OfferStatus.SUBMITTED, "disqualify"): OfferStatus.DISQUALIFIED,
        (OfferStatus.VALID, "disqualify"): OfferStatus.DISQUALIFIED,
        (OfferStatus.VALID, "look_again"): OfferStatus.SUBMITTED,
        (OfferStatus.DISQUALIFIED, "look_again"): OfferStatus.SUBMITTED,
        (OfferStatus.SUBMITTED, "withdraw"): OfferStatus.WITHDRAWN,
        (OfferStatus.INVITED, "withdraw"): OfferStatus.WITHDRAWN,
        # A winner that turns the appointment down.
        (OfferStatus.VALID, "withdraw"): OfferStatus.WITHDRAWN,
    }
)


class AuctionStatus(models.TextChoices):
    """Where the repeated price offers (reverse auction) of a run stand."""

    PLANNED = "PLANNED", _("Rules fixed, no round yet")
    LIVE = "LIVE", _("Rounds are open")
    ENDED = "ENDED", _("Ended, names shown")
    CANCELLED = "CANCELLED", _("Cancelled")


AUCTION_STANDING = (AuctionStatus.PLANNED, AuctionStatus.LIVE)
AUCTION: Machine[AuctionStatus] = Machine(
    {
        (AuctionStatus.PLANNED, "open_round"): AuctionStatus.LIVE,
        (AuctionStatus.LIVE, "open_round"): AuctionStatus.LIVE,
        (AuctionStatus.LIVE, "end"): AuctionStatus.ENDED,
        (AuctionStatus.PLANNED, "cancel"): AuctionStatus.CANCELLED,
        (AuctionStatus.LIVE, "cancel"): AuctionStatus.CANCELLED,
    }
)


class ItemStatus(models.TextChoices):
    """Where an item of the government's catalogue stands."""

    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Waits for review")
    RETURNED = "RETURNED", _("Returned to the supplier")
    LISTED = "LISTED", _("Listed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    SUSPENDED = "SUSPENDED", _("Suspended")


ITEM_EDITABLE = (ItemStatus.DRAFT, ItemStatus.RETURNED, ItemStatus.LISTED, ItemStatus.WITHDRAWN)
CATALOGUE_ITEM: Machine[ItemStatus] = Machine(
    {(status, "submit"): ItemStatus.SUBMITTED for status in (ItemStatus.DRAFT, ItemStatus.RETURNED)}
    | {
        (ItemStatus.WITHDRAWN, "submit"): ItemStatus.SUBMITTED,
        (ItemStatus.SUBMITTED, "list"): ItemStatus.LISTED,
        (ItemStatus.SUBMITTED, "return"): ItemStatus.RETURNED,
        # What buyers rely on was changed: it is looked at again before they see it.
        (ItemStatus.LISTED, "change"): ItemStatus.SUBMITTED,
        (ItemStatus.LISTED, "withdraw"): ItemStatus.WITHDRAWN,
        (ItemStatus.LISTED, "suspend"): ItemStatus.SUSPENDED,
        (ItemStatus.SUSPENDED, "list"): ItemStatus.LISTED,
    }
)


class OrderStatus(models.TextChoices):
    """Where an order from the catalogue stands."""

    CART = "CART", _("Being put together")
    NEGOTIATED = "NEGOTIATED", _("Price is being talked about")
    AGREED = "AGREED", _("Price agreed")
    ORDERED = "ORDERED", _("Ordered")
    CANCELLED = "CANCELLED", _("Cancelled")


ORDER_OPEN = (OrderStatus.CART, OrderStatus.NEGOTIATED, OrderStatus.AGREED)
ORDER: Machine[OrderStatus] = Machine(
    {
        (OrderStatus.CART, "send"): OrderStatus.NEGOTIATED,
        (OrderStatus.NEGOTIATED, "offer"): OrderStatus.NEGOTIATED,
        (OrderStatus.NEGOTIATED, "agree"): OrderStatus.AGREED,
        (OrderStatus.AGREED, "order"): OrderStatus.ORDERED,
    }
    | {(status, "cancel"): OrderStatus.CANCELLED for status in ORDER_OPEN}
)


class EnvelopeStatus(models.TextChoices):
    """How far one sealed envelope is."""

    COMMITTED = "COMMITTED", _("Committed")
    STORED = "STORED", _("Handed in completely")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    SUPERSEDED = "SUPERSEDED", _("Replaced by a later one")
    INCOMPLETE = "INCOMPLETE", _("Never arrived completely")
    RECOVERED = "RECOVERED", _("Key recovered")
    OPENED = "OPENED", _("Envelope opened")
    UNOPENABLE = "UNOPENABLE", _("Cannot be opened")


ENVELOPE_LIVE = (EnvelopeStatus.COMMITTED, EnvelopeStatus.STORED)
ENVELOPE: Machine[EnvelopeStatus] = Machine(
    {(status, "withdraw"): EnvelopeStatus.WITHDRAWN for status in ENVELOPE_LIVE}
    | {(status, "supersede"): EnvelopeStatus.SUPERSEDED for status in ENVELOPE_LIVE}
    | {
        (EnvelopeStatus.COMMITTED, "store"): EnvelopeStatus.STORED,
        (EnvelopeStatus.COMMITTED, "miss"): EnvelopeStatus.INCOMPLETE,
        (EnvelopeStatus.STORED, "recover"): EnvelopeStatus.RECOVERED,
        (EnvelopeStatus.STORED, "give_up"): EnvelopeStatus.UNOPENABLE,
        # Its ciphertext was damaged after it was stored, and nobody could bring it back.
        (EnvelopeStatus.STORED, "lose"): EnvelopeStatus.INCOMPLETE,
        (EnvelopeStatus.RECOVERED, "lose"): EnvelopeStatus.INCOMPLETE,
        (EnvelopeStatus.RECOVERED, "open"): EnvelopeStatus.OPENED,
        (EnvelopeStatus.RECOVERED, "give_up"): EnvelopeStatus.UNOPENABLE,
    }
)


class OpeningStatus(models.TextChoices):
    """How far the ceremony of one stage is."""

    STOPPED = "STOPPED", _("Stopped: the clocks disagree")
    CLOSED = "CLOSED", _("Bidding closed")
    SEATED = "SEATED", _("Trustees hand in")
    RECOVERED = "RECOVERED", _("Keys recovered")
    REVEALED = "REVEALED", _("Bids shown")
    FINISHED = "FINISHED", _("Minutes drawn up")
    VOID = "VOID", _("Void: the counts differ")


# The chair may call the trustees again as long as nothing is shown: one comes late, or the machine was restarted.
_UNSHOWN = (OpeningStatus.CLOSED, OpeningStatus.SEATED, OpeningStatus.RECOVERED)
OPENING: Machine[OpeningStatus] = Machine(
    {
        (OpeningStatus.STOPPED, "close"): OpeningStatus.CLOSED,
        (OpeningStatus.CLOSED, "postpone"): OpeningStatus.CLOSED,
        (OpeningStatus.SEATED, "recover"): OpeningStatus.RECOVERED,
        (OpeningStatus.RECOVERED, "recover"): OpeningStatus.RECOVERED,
        (OpeningStatus.RECOVERED, "reveal"): OpeningStatus.REVEALED,
        (OpeningStatus.REVEALED, "finish"): OpeningStatus.FINISHED,
        (OpeningStatus.REVEALED, "void"): OpeningStatus.VOID,
    }
    | {(status, "seat"): OpeningStatus.SEATED for status in _UNSHOWN}
)


class SanggahStatus(models.TextChoices):
    """How far an objection is answered."""

    FILED = "FILED", _("Filed")
    ACCEPTED = "ACCEPTED", _("Accepted")
    REJECTED = "REJECTED", _("Refused")


SANGGAH: Machine[SanggahStatus] = Machine(
    {
        (SanggahStatus.FILED, "accept"): SanggahStatus.ACCEPTED,
        (SanggahStatus.FILED, "reject"): SanggahStatus.REJECTED,
    }
)


class GuaranteeStatus(models.TextChoices):
    """What became of a guarantee."""

    HELD = "HELD", _("In hand")
    RETURNED = "RETURNED", _("Given back")
    CASHED = "CASHED", _("Cashed")


GUARANTEE: Machine[GuaranteeStatus] = Machine(
    {
        (GuaranteeStatus.HELD, "return"): GuaranteeStatus.RETURNED,
        (GuaranteeStatus.HELD, "cash"): GuaranteeStatus.CASHED,
    }
)


class ContractPaperStatus(models.TextChoices):
    """Who has signed a paper of an appointment or a contract."""

    DRAWN = "DRAWN", _("Not signed yet")
    HALF = "HALF", _("Signed by the supplier")
    SIGNED = "SIGNED", _("Signed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


CONTRACT_PAPER: Machine[ContractPaperStatus] = Machine(
    {
        (ContractPaperStatus.DRAWN, "sign_alone"): ContractPaperStatus.SIGNED,
        (ContractPaperStatus.DRAWN, "sign_as_supplier"): ContractPaperStatus.HALF,
        (ContractPaperStatus.HALF, "sign_as_ppk"): ContractPaperStatus.SIGNED,
        (ContractPaperStatus.DRAWN, "withdraw"): ContractPaperStatus.WITHDRAWN,
        (ContractPaperStatus.HALF, "withdraw"): ContractPaperStatus.WITHDRAWN,
    }
)


class RecordedStatus(models.TextChoices):
    """Whether recorded spending stands."""

    RECORDED = "RECORDED", _("Recorded")
    CANCELLED = "CANCELLED", _("Cancelled")


RECORDED: Machine[RecordedStatus] = Machine({(RecordedStatus.RECORDED, "cancel"): RecordedStatus.CANCELLED})


class ContractStatus(models.TextChoices):
    """Where a contract stands. How its work goes on stands in monitoring."""

    DRAFT = "DRAFT", _("Draft")
    SIGNED = "SIGNED", _("Signed")
    EFFECTIVE = "EFFECTIVE", _("In force")
    FINISHED = "FINISHED", _("Finished")
    TERMINATED = "TERMINATED", _("Terminated")


CONTRACT_OPEN = tuple(status for status in ContractStatus if status != ContractStatus.DRAFT)
CONTRACT_BINDING = (ContractStatus.SIGNED, ContractStatus.EFFECTIVE)

CONTRACT: Machine[ContractStatus] = Machine(
    {
        (ContractStatus.DRAFT, "sign"): ContractStatus.SIGNED,
        (ContractStatus.SIGNED, "start"): ContractStatus.EFFECTIVE,
        (ContractStatus.EFFECTIVE, "finish"): ContractStatus.FINISHED,
        (ContractStatus.SIGNED, "terminate"): ContractStatus.TERMINATED,
        (ContractStatus.EFFECTIVE, "terminate"): ContractStatus.TERMINATED,
    }
)


class ShortlistStatus(models.TextChoices):
    """What the committee found of the qualification of one supplier."""

    WAITING = "WAITING", _("Not judged yet")
    LISTED = "LISTED", _("On the short list")
    REFUSED = "REFUSED", _("Not qualified")


SHORTLIST: Machine[ShortlistStatus] = Machine(
    {(status, "list"): ShortlistStatus.LISTED for status in ShortlistStatus}
    | {(status, "refuse"): ShortlistStatus.REFUSED for status in ShortlistStatus}
)

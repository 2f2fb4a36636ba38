"""The acts on editions of the price book: taking one over from a table, and its way into force."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import connection, transaction

from pendopo.audit.services import record
from pendopo.budget.agreeing import DutiesMixed, PaperMissing, ReasonMissing
from pendopo.budget.models import PriceEdition
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.price_storing import store_prices
from pendopo.budget.queries.prices import base_edition
from pendopo.budget.services.ceilings import ImportRunning
from pendopo.budget.states import PRICE, PriceStatus
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require

PRICES = "budget.prices"
"""The format's name in the list of imports."""
PRICES_LOCK = 20_250_002
TOPIC = "prices"


def _silent(done: int, total: int) -> None:
    """No progress is shown."""


def _hold() -> None:
    """One writer of editions at once. Raises ImportRunning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PRICES_LOCK])
        if not cursor.fetchone()[0]:
            raise ImportRunning


@transaction.atomic
def import_prices(
    *,
    rows: Sequence[PriceRow],
    title: str,
    source: str,
    actor: Actor,
    now: dt.datetime,
    progress: Callable[[int, int], None] = _silent,
) -> tuple[PriceEdition, dict[str, int]]:
    """Store the rows as a new surveyed edition, all or nothing; gives it with counts of new, changed, removed.

    Items are found again by lasting code, else by kind, name and specification; none is renumbered. Prices are whole
    rupiah. Raises ImportRunning, PermissionDenied.
    """
    require(actor, "budget.edit_prices")
    _hold()
    edition = PriceEdition.objects.create(
        title=title,
        base=base_edition(),
        source=source,
        opened_at=now,
        proposer_pk=str(actor.pk or ""),
        proposer_label=actor.label,
    )
    counts = store_prices(edition, rows)
    progress(len(rows), len(rows))
    data = {"title": title, "rows": len(rows)}
    record(actor=actor, event="budget.prices.imported", subject=edition, now=now, data=data)
    return edition, counts


def _locked(edition_id: int) -> PriceEdition:
    return PriceEdition.objects.select_for_update().get(pk=edition_id)


def _step(edition: PriceEdition, action: str, event: str, actor: Actor, now: dt.datetime, **data: str) -> PriceEdition:
    PRICE.move(edition, action)
    edition.save()
    record(
        actor=actor,
        event=f"budget.prices.{event}",
        subject=edition,
        now=now,
        data={"title": edition.title, **data},
    )
    return edition


@transaction.atomic
def propose_prices(*, edition_id: int, actor: Actor, now: dt.datetime) -> PriceEdition:
    """Hand a surveyed edition in for approval; its prices stand still from now on. Raises MoveRefused."""
    require(actor, "budget.edit_prices")
    edition = _locked(edition_id)
    edition.proposer_pk, edition.proposer_label = str(actor.pk or ""), actor.label
    return _step(edition, "propose", "proposed", actor, now)


@transaction.atomic
def return_prices(*, edition_id: int, reason: str, actor: Actor, now: dt.datetime) -> PriceEdition:
    """Send a proposed edition back with a reason. Raises MoveRefused, ReasonMissing."""
    require(actor, "budget.approve_prices")
    if not reason.strip():
        raise ReasonMissing
    return _step(_locked(edition_id), "return", "returned", actor, now, reason=reason.strip()[:500])


@transaction.atomic
def approve_prices(
    *,
    edition_id: int,
    legal_instrument: str,
    legal_date: dt.date,
    valid_from_date: dt.date,
    actor: Actor,
    now: dt.datetime,
) -> PriceEdition:
    """Approve a proposed edition by a Perkada that says from when it holds; never by the person who proposed it.

    Raises MoveRefused, PaperMissing, DutiesMixed, PermissionDenied.
    """
    require(actor, "budget.approve_prices")
    edition = _locked(edition_id)
    if not legal_instrument.strip():
        raise PaperMissing
    if actor.pk is not None and edition.proposer_pk == str(actor.pk):
        raise DutiesMixed("ppkd", "bupati")
    edition.legal_instrument, edition.legal_date = legal_instrument.strip()[:200], legal_date
    edition.valid_from_date = valid_from_date
    return _step(edition, "approve", "approved", actor, now, paper=edition.legal_instrument)


class TooEarly(Exception):
    """The edition holds only from a later date."""

    def __init__(self, valid_from_date: dt.date) -> None:
        super().__init__(valid_from_date.isoformat())
        self.valid_from_date = valid_from_date


@transaction.atomic
def enact_prices(*, edition_id: int, actor: Actor, now: dt.datetime, today: dt.date) -> PriceEdition:
    """Put an approved edition in force from its date on; the one before it is replaced in the same moment.

    Raises MoveRefused, TooEarly, ImportRunning, PermissionDenied.
    """
    require(actor, "budget.edit_prices")
    _hold()
    edition = _locked(edition_id)
    PRICE.next(edition.status, "enact")
    if edition.valid_from_date is None or today < edition.valid_from_date:
        raise TooEarly(edition.valid_from_date or today)
    for earlier in PriceEdition.objects.select_for_update().filter(status=PriceStatus.EFFECTIVE):
        _step(earlier, "supersede", "superseded", actor, now)
    topics.touch(TOPIC)
    return _step(edition, "enact", "enacted", actor, now, day=edition.valid_from_date.isoformat())

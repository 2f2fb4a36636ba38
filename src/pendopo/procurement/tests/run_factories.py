"""Runs on their way to the deadline, for tests."""

import datetime as dt
from decimal import Decimal as D

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import Tender
from pendopo.procurement.services import HpsValues, RunValues
from pendopo.procurement.tests import factories as f

NOW = dt.datetime(2027, 1, 4, 1, 0, tzinfo=dt.UTC)
"""Monday, 08.00 in the west of the country."""
BY = {"actor": SYSTEM, "now": NOW}


def package(opd, lines, **more):
    """An announced package of 900 million for a road, by tender."""
    return f.announced(opd, {lines[1]: 900_000_000}, **{"kind": "WORKS", "method": "TENDER"} | more)


def prepared(found, *, actor=SYSTEM, **more):
    """A run that was only begun."""
    values = RunValues(**{"title": found.title} | more)
    return services.prepare_tender(package_ids=[found.pk], values=values, actor=actor, now=NOW)


def estimate(price=D(750_000_000), **more):
    """One line with a stated market reference."""
    own = {"name": "Perkerasan beton", "volume": D(1), "measure": "paket", "reference": "Survei Toko Maju, 3 Januari"}
    return HpsValues(**own | {"price_amount": price} | more)


def papers(tender, *, price=D(750_000_000)):
    """Owner's estimate, terms of reference and draft contract, all decided."""
    services.set_hps(tender_id=tender.pk, lines=[estimate(price)], note="", **BY)
    services.decide_hps(tender_id=tender.pk, **BY)
    services.set_kak(tender_id=tender.pk, values={"scope": "Jalan 300 meter", "duration_days": 90}, **BY)
    services.decide_kak(tender_id=tender.pk, **BY)
    services.set_contract_draft(tender_id=tender.pk, values={"terms": "Pasal 1"}, **BY)
    services.decide_contract_draft(tender_id=tender.pk, **BY)


def committee(tender, unit, names=("ketua", "sekretaris", "anggota"), declare=True):
    """Three members of the unit's committees, the first the chair; they declare unless told otherwise."""
    found = [people.person(f"{name}@contoh.id", name.title(), roles=["pokja"], unit=unit) for name in names]
    seats = dict(zip((one.pk for one in found), ("CHAIR", "SECRETARY", "MEMBER"), strict=False))
    services.appoint_committee(tender_id=tender.pk, seats=seats, **BY)
    for one in found if declare else ():
        services.declare_interest(tender_id=tender.pk, interest="", actor=one, now=NOW)
    return found


def ready(opd, lines, **more):
    """A run that may be announced: papers, committee, schedule; its bids are not sealed."""
    tender = prepared(package(opd, lines), **more)
    Tender.objects.filter(pk=tender.pk).update(sealed=False)
    tender.refresh_from_db()
    papers(tender)
    members = committee(tender, opd)
    services.propose_schedule(tender_id=tender.pk, start=NOW + dt.timedelta(hours=1), **BY)
    tender.refresh_from_db()
    return tender, members

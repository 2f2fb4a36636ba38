"""All flags over a regency-year of the size of a real one: 2,400 direct runs, 90 tenders with 4,000 bidders."""

import datetime as dt
import random
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most
from bench.timing import best

TITLE = "Flags of procurement over a regency-year"
DIRECT, TENDERS, BIDDERS, UNITS, FIRMS, YEAR = 2_400, 90, 45, 60, 700, 2025
NOW = dt.datetime(2025, 11, 24, 5, 0, tzinfo=dt.UTC)


def _firms() -> list[Any]:
    from pendopo.organisations.models import Organisation, Supplier

    named = Organisation.objects.bulk_create(Organisation(name=f"CV Uji {n}", created_at=NOW) for n in range(FIRMS))
    return Supplier.objects.bulk_create(
        Supplier(organisation=one, scale="SMALL", status="VERIFIED", registered_at=NOW) for one in named
    )


def _filled() -> None:
    """Units, suppliers, packages with their runs, offers and contracts; the same every time."""
    from pendopo.organisations.models import Unit
    from pendopo.procurement.models import Package, Participant, Tender, TenderPackage

    dice = random.Random(7)
    units = Unit.objects.bulk_create(Unit(kind="OPD", code=f"9.{n:02}", name=f"Dinas Uji {n}") for n in range(UNITS))
    firms, day = _firms(), dt.timedelta(days=1)
    packages, runs = [], []
    for n in range(DIRECT + TENDERS):
        direct = n < DIRECT
        ceiling = dice.randint(10, 199) * 1_000_000 if direct else dice.randint(500, 9_000) * 1_000_000
        own = {
            "unit": dice.choice(units), "year": YEAR, "title": f"Pekerjaan uji nomor {n}", "kind": "GOODS",
            "method": "DIRECT" if direct else "TENDER", "ceiling_amount": ceiling, "created_at": NOW - 90 * day,
            "announced_at": NOW - 80 * day,
        }  # fmt: skip
        packages.append(Package(code=f"P-{n}", status="ANNOUNCED", version=1, **own))
        runs.append(Tender(code=f"T-{n}", status="DECIDED", hps_amount=ceiling, deadline_at=NOW - 73 * day,
                           decided_at=NOW - 60 * day, **own))  # fmt: skip
    packages, runs = Package.objects.bulk_create(packages), Tender.objects.bulk_create(runs)
    pairs = zip(runs, packages, strict=True)
    TenderPackage.objects.bulk_create(TenderPackage(tender=run, package=package) for run, package in pairs)
    Participant.objects.bulk_create(
        Participant(tender=run, supplier=firm, status="VALID", is_winner=place == 0,
                    price_amount=run.hps_amount - 1_000 * place if run.hps_amount else 0)
        for run in runs
        for place, firm in enumerate(dice.sample(firms, 1 if run.method == "DIRECT" else BIDDERS))
    )  # fmt: skip


def measure(instance: Instance) -> list[Figure]:
    """All rules over the year: found and kept the first time, then again when nothing has changed; one run at entry."""
    instance.open_django()
    with scratch_database():
        from pendopo.kernel.sql import analyze
        from pendopo.procurement.flags.counting import keep_all
        from pendopo.procurement.flags.entry import recount
        from pendopo.procurement.models import ProcurementFlag, Tender

        _filled()
        analyze("procurement")
        first = best(lambda: keep_all(YEAR, NOW), 1)
        kept = ProcurementFlag.objects.count()
        again = best(lambda: keep_all(YEAR, NOW), 3)
        run = Tender.objects.filter(method="TENDER")[0]
        entry = best(lambda: recount(run, NOW), 10)
        return [
            at_most("all rules over the year, first count", first, 1, "s", f" ({kept:,} flags kept)"),
            at_most("the same again, nothing changed", again, 1, "s"),
            at_most("the rules of one run, as each act on it counts them", entry * 1000, 100, "ms"),
        ]

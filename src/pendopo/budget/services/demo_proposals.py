"""The act that asks sample things of the budget in the making, marked as such."""

import datetime as dt
from itertools import cycle

from django.db import transaction

from pendopo.budget.models import Line, Proposal
from pendopo.budget.services.proposals import (
    ProposalValues,
    accept_proposal,
    fund_proposal,
    propose,
    refuse_proposal,
)
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.regions.models import Desa
from pendopo.regions.queries import region_code

SAMPLES = (
    ("Rabat beton jalan lingkungan RW 02", "MUSRENBANG", "640 meter", 318_000_000, "1.03", "fund", ""),
    ("Rehabilitasi saluran irigasi tersier", "MUSRENBANG", "450 meter", 240_000_000, "1.03", "fund", ""),
    ("Jembatan gantung penghubung dusun", "POKIR", "1 unit", 950_000_000, "1.03", "accept", "Menunggu rincian teknis"),
    ("Drainase jalan pasar", "POKIR", "300 meter", 275_000_000, "1.03", "", ""),
    ("Sumur bor air bersih", "DESA", "2 titik", 180_000_000, "1.03", "accept", "Masuk daftar prioritas air minum"),
    ("Rumah tunggu kelahiran puskesmas", "OPD", "1 unit", 420_000_000, "1.02", "fund", ""),
    ("Makanan tambahan balita stunting", "MUSRENBANG", "12 bulan", 150_000_000, "1.02", "accept", ""),
    ("Mobil puskesmas keliling", "BUPATI", "1 unit", 380_000_000, "1.02", "", ""),
    ("Perbaikan atap ruang kelas SD", "MUSRENBANG", "3 ruang", 360_000_000, "1.01", "fund", ""),
    ("Beasiswa anak perajin knalpot", "POKIR", "40 orang", 120_000_000, "1.01", "", ""),
    ("Gapura batas kabupaten", "OPD", "2 unit", 600_000_000, "1.03", "refuse", "Bukan prioritas tahun ini"),
    ("Penerangan jalan poros desa", "DESA", "30 titik", 210_000_000, "1.03", "refuse", "Kewenangan desa, lihat APBDes"),
)


@transaction.atomic
def seed_proposals_demo(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Ask a dozen things of the year, some judged, some tied to a line; gives how many. None where any stands."""
    require(actor, "budget.seed_demo")
    if Proposal.objects.filter(year=year).exists():
        return 0
    villages = cycle(Desa.objects.filter(regency_id=region_code()).order_by("code")[:60:5])
    for title, origin, volume, amount, affair, action, answer in SAMPLES:
        unit = Unit.objects.filter(code__startswith=affair).order_by("code").first()
        village = next(villages, None)
        if unit is None:
            continue
        values = ProposalValues(
            f"{title} (contoh)", origin, amount, volume=volume, desa_code=village.code if village else "",
            behind=f"Musrenbang Kecamatan {village.kecamatan.name}" if village and origin == "MUSRENBANG" else "",
        )  # fmt: skip
        made = propose(year=year, unit_id=unit.pk, values=values, actor=actor, now=now)
        _settle(made, action, answer, actor, now)
    return len(SAMPLES)


def _settle(made: Proposal, action: str, answer: str, actor: Actor, now: dt.datetime) -> None:
    if action == "refuse":
        refuse_proposal(proposal_id=made.pk, answer=answer, actor=actor, now=now)
    elif action:
        accept_proposal(proposal_id=made.pk, answer=answer, actor=actor, now=now)
    own = Line.objects.filter(sheet__unit=made.unit, sheet__year=made.year, sheet__side="SPENDING")
    line = own.filter(account__code__startswith="5.2.04").first() or own.first()
    if action == "fund" and line is not None:
        fund_proposal(proposal_id=made.pk, line_id=line.pk, actor=actor, now=now)

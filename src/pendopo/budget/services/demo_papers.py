"""Signed papers of the sample budget, so that everybody can try to check one."""

import datetime as dt

from django.db import transaction

from pendopo.accounts.queries import holders_of
from pendopo.budget.demo_draft import ROAD_UNIT
from pendopo.budget.models import BudgetPaper, Stage
from pendopo.budget.papering import STEPS
from pendopo.budget.services.papers import approve_paper, make_paper, sign_paper, validate_paper
from pendopo.budget.states import PaperKind
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit

ACTS = {"sign": sign_paper, "validate": validate_paper, "approve": approve_paper}


@transaction.atomic
def seed_papers_demo(*, stage_id: int, actor: Actor, now: dt.datetime) -> list[BudgetPaper]:
    """The DPA of the public works office, signed by the three people of the demo, and the signed summary of the APBD.

    A paper whose signer nobody is in this instance stays where it is. Raises PermissionDenied.
    """
    require(actor, "budget.seed_demo")
    stage = Stage.objects.get(pk=stage_id)
    unit = Unit.objects.get(code=ROAD_UNIT)
    dpa = make_paper(stage_id=stage.pk, kind=PaperKind.DPA, unit_id=unit.pk, actor=actor, now=now)
    summary = make_paper(stage_id=stage.pk, kind=PaperKind.SUMMARY, actor=actor, now=now)
    for paper in (dpa, summary):
        for step, role in STEPS[paper.kind].items():
            signer = _holder(role, paper.unit)
            if signer is None:
                break
            ACTS[step](paper_id=paper.pk, actor=signer, now=now)
    return [dpa, summary]


def _holder(role: str, unit: Unit | None) -> Actor | None:
    today = clock.today()
    return next((person for person in holders_of(role, today) if person.holds(role, unit, today)), None)

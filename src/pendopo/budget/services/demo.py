"""The act that fills a regency's budget with plausible sample figures, marked as such."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.demo import demo_files
from pendopo.budget.documents import documents_of
from pendopo.budget.models import CodeList, Stage, StageKind
from pendopo.budget.services.ceilings import AlreadyImported
from pendopo.budget.states import EFFECTIVE, STAGE
from pendopo.budget.storing import store_ceilings
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.search.services import put_documents


def _progress(name: str, rows: int) -> None:
    """The demo is small: nothing is shown."""


@transaction.atomic
def seed_demo(*, year: int, actor: Actor, now: dt.datetime) -> Stage:
    """Store the sample budget as the effective stage of the year. Raises AlreadyImported, PermissionDenied."""
    require(actor, "budget.seed_demo")
    if Stage.objects.filter(year=year, status__in=EFFECTIVE).exists():
        raise AlreadyImported(year)
    code_list, _created = CodeList.objects.get_or_create(
        kind=CodeList.Kind.ACTIVITY, code="demo", defaults={"name": "Contoh"}
    )
    stage = Stage(year=year, seq=1, kind=StageKind.APBD, code_list=code_list, demo=True, opened_at=now)
    STAGE.move(stage, "adopt")
    stage.save()
    files, kinds = demo_files()
    store_ceilings(stage=stage, files=files, kinds=kinds, actor=actor, now=now, progress=_progress)
    record(actor=actor, event="budget.demo.seeded", subject=stage, now=now, data={"year": year})
    put_documents(documents=documents_of(stage), actor=actor)
    topics.touch("budget", f"budget:{year}")
    return stage

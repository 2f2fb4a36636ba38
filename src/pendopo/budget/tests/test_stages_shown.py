"""The quick reads of stages show what the visible and effective stages are, in their order."""

import pytest

from pendopo.budget import queries
from pendopo.budget.models import CodeList, Stage, StageKind
from pendopo.budget.states import EFFECTIVE, StageStatus
from pendopo.budget.tests.factories import NOON
from pendopo.kernel.access import ANONYMOUS

pytestmark = pytest.mark.django_db


def put(year, seq, status, code_list, owner=None):
    return Stage.objects.create(
        year=year, seq=seq, kind=StageKind.APBD, status=status, code_list=code_list, owner=owner, opened_at=NOON
    )


def test_the_quick_reads_agree_with_the_visible_and_effective_stages(opd):
    code_list = CodeList.objects.create(kind="ACTIVITY", code="x", name="X")
    for year, status in enumerate(StageStatus.values, start=2020):
        put(year, 1, status, code_list)
        put(year, 1, status, code_list, owner=opd)
    shown = list(queries.stages_visible_to(ANONYMOUS).filter(status__in=EFFECTIVE))
    assert queries.years_visible_to(ANONYMOUS) == [stage.year for stage in shown]
    assert queries.latest_stage(ANONYMOUS) == shown[0]


def test_without_a_shown_stage_there_is_none():
    assert (queries.latest_stage(ANONYMOUS), queries.years_visible_to(ANONYMOUS)) == (None, [])

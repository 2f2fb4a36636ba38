"""What procurement's tests share: people of an office and lines of its budget in force."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.budget import services as budget
from pendopo.budget.models import Line, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM


@pytest.fixture
def lines(db, opd):
    """Two lines of the office in an effective stage: paper of 150 million, a road of 900 million rupiah."""
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd, ceiling=2_000_000_000)
    for code, price in ((f.ATK, 150_000_000), (f.ROAD, 900_000_000)):
        row = f.row(price=price, volume="1")
        where = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": f.account_id(stage, code)}
        budget.put_item(values=row, actor=SYSTEM, now=f.NOON, **where)
    Stage.objects.filter(pk=stage.pk).update(status="PUBLISHED", kind="APBD")
    return list(Line.objects.order_by("account__code"))


@pytest.fixture
def ppk(opd):
    return people.person("ppk@contoh.id", "Dewi PPK", roles=["ppk"], unit=opd)


@pytest.fixture
def pa(opd):
    return people.person("pa@contoh.id", "Sri Wahyuni", roles=["pa"], unit=opd)

"""Two people who sign the same paper in the same moment: one signature."""

import threading

import pytest
from django.db import connection

from pendopo.budget import services
from pendopo.budget.models import BudgetPaper
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_papers import make, put
from pendopo.kernel.access import SYSTEM


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_leave_one(settings, tmp_path, opd, staff, head):
    settings.VAR = tmp_path
    stage = f.draft_stage(kind="APBD")
    put(stage, f.sheet(stage, opd), f.row())
    type(stage).objects.update(status="SET")
    paper = make(stage, opd, staff)
    start, found = threading.Barrier(2), []

    def sign():
        start.wait()
        try:
            found.append(services.sign_paper(paper_id=paper.pk, actor=head, now=f.NOON).status)
        except services.MoveRefused:
            found.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=sign) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["SIGNED", "refused"]
    assert (BudgetPaper.objects.get().document.signatures.count(), SYSTEM.pk) == (1, None)

"""Two people who sign or withdraw the same paper in the same moment: one of them does."""

import threading
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.budget import services
from pendopo.budget.models import BudgetPaper
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_papers import make, put
from pendopo.kernel.access import SYSTEM


def made(settings, tmp_path, opd, staff):
    """A DPA that waits for its signature."""
    settings.VAR = tmp_path
    stage = f.draft_stage(kind="APBD")
    put(stage, f.sheet(stage, opd), f.row())
    type(stage).objects.update(status="SET")
    return make(stage, opd, staff)


def at_once(*acts):
    """What each act leaves, or that it was refused; all begin together."""
    start, found = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            found.append(act().status)
        except services.MoveRefused:
            found.append("refused")
        except services.PaperExists:
            found.append("exists")
        except PermissionDenied:
            found.append("denied")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_leave_one(settings, tmp_path, opd, staff, head):
    paper = made(settings, tmp_path, opd, staff)
    sign = partial(services.sign_paper, paper_id=paper.pk, actor=head, now=f.NOON)
    assert at_once(sign, sign) == ["SIGNED", "refused"]
    assert (BudgetPaper.objects.get().document.signatures.count(), SYSTEM.pk) == (1, None)


@pytest.mark.django_db(transaction=True)
def test_of_a_signature_and_a_withdrawal_by_the_maker_one_holds(settings, tmp_path, opd, staff, head):
    paper = made(settings, tmp_path, opd, staff)
    sign = partial(services.sign_paper, paper_id=paper.pk, actor=head, now=f.NOON)
    withdraw = partial(services.withdraw_paper, paper_id=paper.pk, reason="Salah", actor=staff, now=f.NOON)
    found, kept = at_once(sign, withdraw), BudgetPaper.objects.get()
    assert found in (["SIGNED", "denied"], ["WITHDRAWN", "refused"])
    assert (kept.status, kept.document.signatures.count()) in (("SIGNED", 1), ("WITHDRAWN", 0))


@pytest.mark.django_db(transaction=True)
def test_two_who_withdraw_and_two_who_make_it_anew_leave_one_of_each(settings, tmp_path, opd, staff):
    paper = made(settings, tmp_path, opd, staff)
    withdraw = partial(services.withdraw_paper, paper_id=paper.pk, reason="Salah", actor=staff, now=f.NOON)
    assert at_once(withdraw, withdraw) == ["WITHDRAWN", "refused"]
    anew = partial(make, paper.stage, opd, staff)
    assert at_once(anew, anew) == ["MADE", "exists"]
    assert list(BudgetPaper.objects.order_by("version").values_list("version", "status")) == [
        (1, "WITHDRAWN"),
        (2, "MADE"),
    ]

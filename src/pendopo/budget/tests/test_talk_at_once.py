"""People who act in the same moment: comments, residents' comments, tags, prices, verification."""

import datetime as dt
import threading
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import services
from pendopo.budget.models import (
    BudgetFinding,
    BudgetTag,
    PriceEdition,
    PublicComment,
    RkaComment,
    SheetTag,
    Stage,
)
from pendopo.budget.price_rows import PriceRow
from pendopo.budget.tests import factories as f
from pendopo.budget.tests import test_verifying as verifying
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (MoveRefused, services.TooManyComments, services.ImportRunning, services.TagsOver, services.AnswersMissing)
WEIGHED = (("sdg-1", "60"), ("sdg-3", "40")), (("sdg-1", "30"), ("sdg-3", "70"))
team, place, at_gates = verifying.team, verifying.place, verifying.at_gates


def at_once(*acts):
    """Do the acts in one moment, each on its own connection; gives `done` or the name of the refusal, in order."""
    start, said = threading.Barrier(len(acts)), {}

    def do(number, act):
        start.wait(20)
        try:
            act()
            said[number] = "done"
        except REFUSED as refusal:
            said[number] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [said.get(number, "broken") for number in range(len(acts))]


def events(name):
    return Entry.objects.filter(event=f"budget.{name}").count()


@pytest.fixture
def asked(opd, auditor):
    """A comment of the auditor on the office's Rka."""
    stage = f.draft_stage()
    f.sheet(stage, opd)
    given = {"stage_id": stage.pk, "unit_id": opd.pk, "text": "Mengapa naik?", "now": f.NOON}
    return services.write_comment(actor=auditor, **given)


def test_a_comment_is_settled_once(asked, auditor):
    def settle():
        services.resolve_comment(comment_id=asked.pk, actor=auditor, now=f.NOON)

    assert Counter(at_once(settle, settle, settle)) == {"done": 1, "MoveRefused": 2}
    asked.refresh_from_db()
    assert (asked.status, events("comment.resolved")) == ("RESOLVED", 1)


def test_an_answer_that_comes_while_the_comment_is_settled_is_kept(asked, auditor, head):
    given = {"comment_id": asked.pk, "now": f.NOON}
    said = at_once(
        lambda: services.resolve_comment(actor=auditor, **given),
        lambda: services.answer_comment(text="Ada tambahan desa", actor=head, **given),
        lambda: services.answer_comment(text="Lihat KAK", actor=head, **given),
    )
    assert said == ["done"] * 3
    asked.refresh_from_db()
    assert (asked.status, RkaComment.objects.filter(parent=asked).count()) == ("RESOLVED", 2)


@pytest.fixture
def published(opd, head):
    """A published budget of the office, with its activity."""
    stage = f.draft_stage(kind="APBD")
    sheet = f.sheet(stage, opd)
    Stage.objects.update(status="PUBLISHED")
    return {"year": stage.year, "unit_id": opd.pk, "activity_id": sheet.activity_id, "now": f.NOON}


def test_a_resident_never_gets_more_than_the_comments_of_a_day(published, resident):
    acts = [lambda n=n: services.write_public_comment(text=f"Tanya {n}", actor=resident, **published) for n in range(8)]
    assert Counter(at_once(*acts)) == {"done": 5, "TooManyComments": 3}
    assert PublicComment.objects.count() == 5


def test_two_moderators_let_a_comment_through_once(published, resident, head):
    ppid = people.person("ppid@contoh.id", "Petugas PPID", roles=["ppid"])
    comment = services.write_public_comment(text="Mengapa?", actor=resident, **published)

    def admit():
        services.admit_public_comment(comment_id=comment.pk, actor=ppid, now=f.NOON)

    assert sorted(at_once(admit, admit)) == ["MoveRefused", "done"]
    assert events("public_comment.admitted") == 1
    told = list(Notice.objects.filter(event="budget.public_comment.admitted").values_list("recipient", "channel"))
    assert len(told) == len(set(told)) > 0
    assert {recipient for recipient, _channel in told} == {head.pk}


def test_an_answer_and_a_refusal_at_once_end_out_of_sight(published, resident, head):
    ppid = people.person("ppid@contoh.id", "Petugas PPID", roles=["ppid"])
    comment = services.write_public_comment(text="Mengapa?", actor=resident, **published)
    services.admit_public_comment(comment_id=comment.pk, actor=ppid, now=f.NOON)
    given = {"comment_id": comment.pk, "now": f.NOON}
    said = at_once(
        lambda: services.answer_public_comment(answer="Sudah masuk.", actor=head, **given),
        lambda: services.decline_public_comment(reason="Memuat nama orang", actor=ppid, **given),
    )
    comment.refresh_from_db()
    assert said[1] == "done"
    assert (comment.status, comment.reason) == ("DECLINED", "Memuat nama orang")
    assert events("public_comment.answered") == said.count("done") - 1 == bool(comment.answer)


def test_shares_written_at_once_are_those_of_one_person_and_never_above_the_whole(opd):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    tags = dict(BudgetTag.objects.values_list("code", "pk"))

    def weigh(shares):
        rows = [(tags[code], Decimal(percent), "KAK 1/2027") for code, percent in shares]
        services.set_tags(stage_id=stage.pk, sheet_id=sheet.pk, shares=rows, actor=SYSTEM, now=f.NOON)

    assert at_once(*(lambda n=n: weigh(WEIGHED[n % 2]) for n in range(6))) == ["done"] * 6
    held = SheetTag.objects.order_by("tag__number").values_list("tag__code", "percent")
    assert [(code, str(int(percent))) for code, percent in held] in [list(one) for one in WEIGHED]
    assert events("tags.set") == 6


@pytest.fixture
def books():
    """Two approved editions of one item, both due."""
    made = []
    for price in (54_000, 56_000):
        row = PriceRow(2, "Kertas HVS", "", "rim", price)
        made.append(services.import_prices(rows=[row], title=f"SSH {price}", source="", actor=SYSTEM, now=f.NOON)[0])
    PriceEdition.objects.update(status="APPROVED", legal_instrument="Perbup 1", valid_from_date=dt.date(2026, 11, 1))
    return made


def test_two_editions_put_at_work_at_once_leave_one_in_force(books):
    today = dt.date(2026, 11, 24)
    acts = [
        lambda pk=book.pk: services.enact_prices(edition_id=pk, actor=SYSTEM, now=f.NOON, today=today)
        for book in (*books, *books)
    ]
    said = Counter(at_once(*acts))
    assert said["broken"] == 0
    assert said["done"] == events("prices.enacted") >= 1
    assert PriceEdition.objects.filter(status="EFFECTIVE").count() == 1
    assert PriceEdition.objects.filter(status="SUPERSEDED").count() == events("prices.superseded") == said["done"] - 1


def test_an_answer_refused_while_the_rka_is_verified_is_never_both(at_gates, team):
    found = verifying.location()
    verifying.act("answer_finding", found, team.staff, text="Menyusul")
    said = at_once(
        lambda: verifying.verify(at_gates, team.tapd),
        lambda: verifying.act("reject_answer", found, team.ppkd, text="Sebutkan ruasnya"),
    )
    at_gates.refresh_from_db()
    found = BudgetFinding.objects.get(pk=found.pk)
    assert (said, at_gates.status, found.status) in (
        (["done", "MoveRefused"], "VERIFIED", "ACCEPTED"),
        (["AnswersMissing", "done"], "SUBMITTED", "REJECTED"),
    )

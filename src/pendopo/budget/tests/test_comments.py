"""Comments on an Rka, a form, a row: who may, who is told, who settles, and what a return points to."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import Rka, RkaComment
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice


@pytest.fixture
def stage(db):
    return f.draft_stage()


@pytest.fixture
def sheet(stage, opd):
    return f.sheet(stage, opd)


@pytest.fixture
def item(stage, sheet):
    ids = {"stage_id": stage.pk, "sheet_id": sheet.pk, "actor": SYSTEM, "now": f.NOON}
    return services.put_item(account_id=f.account_id(stage), values=f.row(), **ids)


@pytest.fixture
def council(db):
    return people.person("dprd@contoh.id", "Wakil Rakyat", roles=["dprd"])


@pytest.fixture
def tapd(db):
    return people.person("tapd@contoh.id", "Ratna TAPD", roles=["tapd"])


def write(stage, unit, actor, text="Mengapa naik?", **more):
    return services.write_comment(stage_id=stage.pk, unit_id=unit.pk, text=text, actor=actor, now=f.NOON, **more)


def inbox(user):
    return list(Notice.objects.filter(recipient=user, channel="INBOX").values_list("event", flat=True))


def test_the_auditor_asks_about_a_row_and_the_mentioned_officer_is_told(stage, opd, item, staff, auditor):
    sheet = item.line.sheet
    made = write(stage, opd, auditor, sheet_id=sheet.pk, item_id=item.pk, mentioned=[staff.pk])
    assert (made.role, made.row_label, made.number, made.mentioned) == ("apip", "Kertas HVS", 1, [staff.name])
    assert inbox(staff) == ["budget.comment.mentioned"]
    assert Entry.objects.filter(event="budget.comment.written").count() == 1
    assert queries.row_comments(stage, sheet.pk) == {(item.line.account_id, 1): 1}


def test_a_member_of_the_council_reads_and_comments_but_writes_no_row(stage, opd, sheet, council):
    made = write(stage, opd, council)
    assert made.role == "dprd"
    with pytest.raises(PermissionDenied):
        services.put_item(
            stage_id=stage.pk,
            sheet_id=sheet.pk,
            account_id=f.account_id(stage),
            values=f.row(),
            actor=council,
            now=f.NOON,
        )


def test_an_answer_tells_the_author(stage, opd, staff, auditor):
    made = write(stage, opd, auditor)
    services.answer_comment(comment_id=made.pk, text="Harga naik 4 persen.", actor=staff, now=f.NOON)
    assert inbox(auditor) == ["budget.comment.answered"]
    assert [answer.text for answer in made.answers.all()] == ["Harga naik 4 persen."]


def test_the_office_cannot_settle_what_the_auditor_asked(stage, opd, staff, head, auditor):
    made = write(stage, opd, auditor)
    for actor in (staff, head):
        with pytest.raises(PermissionDenied):
            services.resolve_comment(comment_id=made.pk, actor=actor, now=f.NOON)
    assert RkaComment.objects.get().status == "OPEN"
    assert not Entry.objects.filter(event="budget.comment.resolved").exists()
    services.resolve_comment(comment_id=made.pk, actor=auditor, now=f.NOON)
    with pytest.raises(MoveRefused):
        services.resolve_comment(comment_id=made.pk, actor=auditor, now=f.NOON)
    reopened = services.reopen_comment(comment_id=made.pk, actor=staff, now=f.NOON)
    assert (reopened.status, reopened.closed_by) == ("OPEN", "")


@pytest.mark.parametrize("who", ["other_official", "resident", "stranger"])
def test_others_are_refused_and_nothing_is_kept(request, stage, opd, who):
    with pytest.raises(PermissionDenied):
        write(stage, opd, request.getfixturevalue(who))
    assert not RkaComment.objects.exists()
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(event__startswith="budget.comment").exists()


def test_an_empty_comment_is_refused(stage, opd, auditor):
    with pytest.raises(services.CommentEmpty):
        write(stage, opd, auditor, text=" \n ")


def test_a_return_points_to_what_is_still_open(stage, opd, auditor, tapd):
    rka = Rka.objects.create(stage=stage, unit=opd, status="SUBMITTED", changed_at=f.NOON)
    settled, still = write(stage, opd, auditor, "Sudah jelas"), write(stage, opd, auditor, "Belum jelas")
    services.resolve_comment(comment_id=settled.pk, actor=auditor, now=f.NOON)
    services.return_rka(rka_id=rka.pk, reason="Jawab catatan", actor=tapd, now=f.NOON)
    assert queries.returned_with(rka) == [still]


def test_the_page_of_the_form_shows_and_takes_comments(client, stage, item, staff, auditor):
    sheet = item.line.sheet
    client.force_login(auditor)
    address = reverse("budget:sheet_comments", kwargs={"stage": stage.pk, "sheet": sheet.pk})
    page = client.get(f"{address}?baris={item.pk}").content.decode()
    assert "Tentang baris 1: Kertas HVS" in page
    assert staff.name in page
    page = client.post(f"{address}?baris={item.pk}", {"text": "Dari mana angka ini?"}, follow=True).content.decode()
    assert "Dari mana angka ini?" in page
    client.force_login(staff)
    grid = client.get(reverse("budget:sheet", kwargs={"stage": stage.pk, "sheet": sheet.pk})).content.decode()
    assert "Dari mana angka ini?" in grid
    assert "1 catatan" in grid


def test_on_its_own_page_a_comment_is_answered_and_settled(client, stage, opd, auditor):
    made = write(stage, opd, auditor)
    client.force_login(auditor)
    keys = {"stage": stage.pk, "comment": made.pk}
    client.post(reverse("budget:comment", kwargs=keys), {"text": "Lihat lampiran."})
    page = client.post(reverse("budget:settle_comment", kwargs=keys | {"action": "selesai"}), follow=True)
    assert "Catatan itu selesai." in page.content.decode()
    page = client.get(reverse("budget:rka_comments", kwargs={"stage": stage.pk, "unit": opd.code}) + "?status=RESOLVED")
    assert "Lihat lampiran." in page.content.decode()


def test_the_page_of_another_office_is_not_found(client, stage, opd, other_official, auditor):
    made = write(stage, opd, auditor)
    client.force_login(other_official)
    for name, keys in (("rka_comments", {"unit": opd.code}), ("comment", {"comment": made.pk})):
        assert client.get(reverse(f"budget:{name}", kwargs={"stage": stage.pk} | keys)).status_code == 404


def test_a_long_conversation_asks_no_more_queries(client, stage, opd, auditor):
    client.force_login(auditor)
    address = reverse("budget:rka_comments", kwargs={"stage": stage.pk, "unit": opd.code})
    counts = []
    for number in (2, 20):
        while RkaComment.objects.count() < number:
            write(stage, opd, auditor)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]

"""The calendar of a budget year: days by law, own days, late and next, reminders, and a stage that closes."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.budget import queries, services
from pendopo.budget.deadlines import due_date, is_done, mark_of
from pendopo.budget.models import BudgetDeadline, CalendarDate, CalendarReminder, LineItem, Pagu, Stage, StageWindow
from pendopo.budget.tests import factories as f
from pendopo.instance.models import Holiday
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.calendar import WorkingCalendar
from pendopo.notices.models import Notice

HOUR = dt.timedelta(hours=1)
DAYS = {"RAPBD_AGREED": {"year": -1, "month": 11, "day": 30}}
BEFORE = {"before": "RAPBD_AGREED", "working_days": 60}


@pytest.fixture
def planner(db):
    return people.person("tapd@contoh.id", "Agus Bappeda", roles=["tapd"])


def remind(day):
    return services.remind_calendar(actor=SYSTEM, now=dt.datetime(*day, 5, 0, tzinfo=dt.UTC))


def own_day(planner, day, step="APBD_SET"):
    given = {"year": 2027, "step": step, "note": "Kesepakatan Banmus"}
    return services.set_calendar_date(planned_date=day, actor=planner, now=f.NOON, **given)


def window(stage, planner, closes_at, opens_at=None):
    given = {"opens_at": opens_at, "note": "", "actor": planner, "now": f.NOON}
    return services.set_stage_window(stage_id=stage.pk, closes_at=closes_at, **given)


@pytest.mark.parametrize(
    ("step", "holidays", "day"),
    [
        ("RAPBD_AGREED", [], (2026, 11, 30)),
        ("RAPBD_TO_DPRD", [], (2026, 9, 7)),
        ("RAPBD_TO_DPRD", [dt.date(2026, 11, 26)], (2026, 9, 4)),
    ],
)
def test_a_day_follows_from_its_rule_and_the_working_days(step, holidays, day):
    values = DAYS | {"RAPBD_TO_DPRD": BEFORE}
    assert due_date(step, values, 2027, WorkingCalendar(frozenset(holidays))) == dt.date(*day)


def test_a_later_stage_means_that_the_steps_before_it_are_done():
    assert is_done("KUA_AGREED", [("RKA", "DRAFT")])
    assert not is_done("RKA", [("RKA", "SUBMITTED")])
    assert is_done("APBD_SET", [("APBD", "PUBLISHED")])
    assert not is_done("SHIFT", [("APBD_P", "SET")])


@pytest.mark.parametrize(
    ("days", "mark"), [(15, None), (14, "H14"), (8, "H14"), (7, "H7"), (1, "H1"), (0, "H1"), (-1, "LATE")]
)
def test_the_nearest_reminder_counts(days, mark):
    assert mark_of(f.NOON.date() + dt.timedelta(days=days), f.NOON.date()) == mark


def test_the_year_says_what_is_done_late_and_next(db):
    f.draft_stage()
    Holiday.objects.all().delete()
    rows = {row.step: row for row in queries.calendar_of(2027, dt.date(2026, 11, 24))}
    states = {step: row.state for step, row in rows.items()}
    assert [step for step, state in states.items() if state == "done"] == [
        "RKPD",
        "KUA_TO_HEAD",
        "KUA_TO_DPRD",
        "KUA_AGREED",
    ]
    assert (states["RAPBD_TO_DPRD"], states["RAPBD_AGREED"], states["APBD_SET"]) == ("late", "next", "later")
    assert rows["EVALUATION"].legal_date == dt.date(2026, 12, 21)
    assert (rows["RKPD"].certain, rows["APBD_SET"].certain) == (False, True)
    assert BudgetDeadline.objects.count() == 11


def test_an_own_day_counts_but_never_after_a_confirmed_law(planner, auditor):
    own_day(planner, dt.date(2026, 12, 18))
    row = next(row for row in queries.calendar_of(2027, f.NOON.date()) if row.step == "APBD_SET")
    assert (row.due_date, row.legal_date) == (dt.date(2026, 12, 18), dt.date(2026, 12, 31))
    with pytest.raises(services.DayTooLate) as refusal:
        own_day(planner, dt.date(2027, 1, 4))
    assert refusal.value.legal_date == dt.date(2026, 12, 31)
    with pytest.raises(PermissionDenied):
        own_day(auditor, dt.date(2026, 12, 1))
    assert CalendarDate.objects.get().planned_date == dt.date(2026, 12, 18)
    own_day(planner, None)
    assert not CalendarDate.objects.exists()


def test_reminders_go_out_once_for_each_mark_and_a_missed_day_is_caught_up(planner, staff):
    f.draft_stage()
    own_day(planner, dt.date(2026, 11, 30), "RKA")
    own_day(planner, dt.date(2026, 11, 30), "APBD_SET")
    assert ("APBD_SET", "H14") in {(one.step, one.mark) for one in remind((2026, 11, 17))}
    assert remind((2026, 11, 17)) == []
    marks = {(one.step, one.mark) for one in remind((2026, 11, 24))}
    assert {("RKA", "H7"), ("APBD_SET", "H7"), ("RAPBD_AGREED", "H7")} <= marks
    remind((2026, 12, 1))
    remind((2026, 12, 9))
    found = CalendarReminder.objects.filter(step="RKA").order_by("pk").values_list("mark", flat=True)
    assert list(found) == ["H14", "H7", "LATE"]
    told = Notice.objects.filter(event="budget.calendar.reminded", channel="INBOX")
    assert {notice.subject for notice in told.filter(recipient=staff)} == {
        "13 hari lagi: Perangkat daerah menyusun RKA (anggaran 2027)",
        "6 hari lagi: Perangkat daerah menyusun RKA (anggaran 2027)",
        "Terlambat: Perangkat daerah menyusun RKA (anggaran 2027)",
    }
    assert "PP 12/2019" in told.filter(recipient=planner).latest("pk").body


def test_a_stage_takes_no_change_after_its_closing_time(planner, opd):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    window(stage, planner, clock.now() - HOUR)
    given = {"stage_id": stage.pk, "actor": SYSTEM, "now": f.NOON}
    with pytest.raises(services.StageClosed) as refusal:
        services.put_item(sheet_id=sheet.pk, account_id=f.account_id(stage), values=f.row(), **given)
    assert refusal.value.closed_at == StageWindow.objects.get().closes_at
    with pytest.raises(services.StageClosed):
        services.set_envelope(amount=2, reason="Uji", **given)
    assert not LineItem.objects.exists()
    window(stage, planner, clock.now() + HOUR)
    services.put_item(sheet_id=sheet.pk, account_id=f.account_id(stage), values=f.row(), **given)
    window(stage, planner, None, opens_at=clock.now() + HOUR)
    with pytest.raises(services.StageClosed) as refusal:
        services.put_item(sheet_id=sheet.pk, account_id=f.account_id(stage), values=f.row(), **given)
    assert refusal.value.opens_at == StageWindow.objects.get().opens_at


def test_who_sends_a_row_too_late_reads_why_and_keeps_the_text(client, staff, planner, opd):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    window(stage, planner, clock.now() - HOUR)
    client.force_login(staff)
    place = {"stage": stage.pk, "sheet": sheet.pk}
    row = {"account": f.ATK, "component": "Kertas HVS", "coefficients": "10 rim", "price": "45.000"}
    page = client.post(reverse("budget:new_row", kwargs=place), row).content.decode()
    assert "Tahap ini ditutup" in page
    assert 'value="Kertas HVS"' in page
    assert "Tambah baris" not in client.get(reverse("budget:sheet", kwargs=place)).content.decode()


def test_times_stand_in_order(planner):
    stage = f.draft_stage()
    with pytest.raises(services.TimesCrossed):
        window(stage, planner, f.NOON, opens_at=f.NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        StageWindow.objects.create(stage=stage, opens_at=f.NOON, closes_at=f.NOON)
    assert not StageWindow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_waits_past_the_closing_time_is_refused_too(opd):
    stage = f.draft_stage()
    f.sheet(stage, opd, ceiling=10)
    services.set_envelope(stage_id=stage.pk, amount=10, reason="KUA", actor=SYSTEM, now=f.NOON)
    answers = []

    def late():
        try:
            services.set_envelope(stage_id=stage.pk, amount=20, reason="Uji", actor=SYSTEM, now=f.NOON)
            answers.append("kept")
        except services.StageClosed as refusal:
            answers.append(refusal.closed_at)
        finally:
            connection.close()

    with transaction.atomic():
        Stage.objects.select_for_update().get(pk=stage.pk)
        waiting = threading.Thread(target=late)
        waiting.start()
        closed = StageWindow.objects.create(stage=stage, closes_at=clock.now()).closes_at
    waiting.join(20)
    assert answers == [closed]
    assert (Pagu.objects.get().amount, stage.envelope.amount) == (10, 10)


def test_the_pages_show_the_year_and_keep_own_days_and_times(client, planner):
    stage = f.draft_stage()
    client.force_login(planner)
    page = client.get(reverse("budget:calendar"), {"tahun": "2027"}).content.decode()
    assert "Kalender anggaran 2027" in page
    assert "Terlambat" in page
    date = reverse("budget:calendar_date", kwargs={"year": 2027, "step": "APBD_SET"})
    day = {"planned_date_day": "4", "planned_date_month": "1", "planned_date_year": "2027"}
    refused = client.post(date, day).content.decode().replace("\xa0", " ")
    assert "Hukum menetapkan 31 Desember 2026" in refused
    ends = {"closes_date_day": "20", "closes_date_month": "12", "closes_date_year": "2026", "closes_time": "16.00"}
    assert client.post(reverse("budget:stage_window", kwargs={"stage": stage.pk}), ends).status_code == 302
    assert StageWindow.objects.get().closes_at == dt.datetime(2026, 12, 20, 9, 0, tzinfo=dt.UTC)
    wrong = client.post(reverse("budget:stage_window", kwargs={"stage": stage.pk}), ends | {"closes_time": "sore"})
    assert "misalnya 16.00" in wrong.content.decode()


def test_everybody_reads_the_calendar_and_nobody_edits_it_there(client, db):
    f.draft_stage()
    page = client.get(reverse("budget:calendar_year", kwargs={"year": 2027})).content.decode()
    assert "PP 12/2019" in page
    assert "perlu dikonfirmasi" in page.lower() or "belum terkonfirmasi" in page.lower()
    assert "/workspace/anggaran/kalender/" not in page
    assert client.get("/anggaran/kalender/2001/").status_code == 404

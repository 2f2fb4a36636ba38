"""The schedule of a run: what a template gives, holidays, what is wrong with one."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from pendopo.instance.models import Holiday
from pendopo.kernel.calendar import WorkingCalendar
from pendopo.procurement import scheduling, services
from pendopo.procurement.scheduling import Office, Step
from pendopo.procurement.services import ScheduleWrong, TenderRefused
from pendopo.procurement.tests import run_factories as r

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = dt.datetime(2027, 1, 4, 8, tzinfo=WIB)


def office(*holidays):
    days = frozenset(dt.date(2027, 1, day) for day in holidays)
    return Office(WorkingCalendar(days), dt.time(8), dt.time(16), WIB)


def at(day, hour, minute=0, month=1):
    return dt.datetime(2027, month, day, hour, minute, tzinfo=WIB)


def written(plan):
    shape = "%d.%m %H:%M"
    return [
        (one.code, f"{one.starts_at.astimezone(WIB):{shape}}", f"{one.ends_at.astimezone(WIB):{shape}}") for one in plan
    ]


@pytest.mark.parametrize(
    ("moment", "waits"),
    [(at(4, 7), at(4, 8)), (at(4, 16), at(4, 16)), (at(4, 16, 15), at(5, 8)), (at(9, 10), at(11, 8))],
)
def test_what_falls_outside_office_hours_waits_for_the_next_working_morning(moment, waits):
    assert office().into(moment) == waits


def test_weekends_count_and_holidays_do_not():
    assert office().forward(at(4, 8), 7.25) == at(11, 14)
    assert office(6, 7).forward(at(4, 8), 7.25) == at(13, 14)
    assert office(9).forward(at(4, 8), 7.25) == at(11, 14)


@pytest.mark.django_db
def test_the_schedule_of_a_tender_exactly(lines, opd):
    tender = r.prepared(r.package(opd, lines))
    plan = services.propose_schedule(tender_id=tender.pk, start=MONDAY, **r.BY)
    assert written(plan) == [
        ("announce", "04.01 08:00", "11.01 08:00"),
        ("download_documents", "04.01 08:00", "11.01 08:00"),
        ("briefing", "07.01 08:00", "07.01 09:00"),
        ("upload_bid", "07.01 12:00", "11.01 08:00"),
        ("open_bids", "11.01 08:00", "12.01 08:00"),
        ("evaluate", "11.01 09:00", "19.01 11:15"),
        ("verify_qualification", "19.01 08:00", "19.01 15:00"),
        ("decide_winner", "19.01 15:00", "19.01 16:00"),
        ("announce_winner", "19.01 16:00", "20.01 08:00"),
        ("objection_window", "20.01 08:00", "27.01 16:00"),
        ("issue_sppbj", "27.01 16:00", "01.02 08:00"),
        ("sign_contract", "29.01 15:45", "10.02 08:00"),
    ]
    tender.refresh_from_db()
    assert tender.deadline_at == at(11, 8)


@pytest.mark.django_db
def test_holidays_of_the_instance_stretch_it(lines, opd):
    for day in (6, 7):
        Holiday.objects.create(day_date=dt.date(2027, 1, day), name="Libur")
    tender = r.prepared(r.package(opd, lines))
    found = {one[0]: one[1:] for one in written(services.propose_schedule(tender_id=tender.pk, start=MONDAY, **r.BY))}
    assert found["briefing"] == ("11.01 08:00", "11.01 09:00")
    assert found["upload_bid"] == ("11.01 09:00", "15.01 09:00")


@pytest.mark.django_db
def test_a_day_of_a_practice_run_is_a_minute(lines, opd):
    tender = r.prepared(r.package(opd, lines), practice=True, time_factor=1440)
    start = at(9, 23, 30)
    plan = services.propose_schedule(tender_id=tender.pk, start=start, **r.BY)
    upload = next(one for one in plan if one.code == "upload_bid")
    assert (upload.starts_at - start, upload.ends_at - start) == (dt.timedelta(seconds=190), dt.timedelta(seconds=396))


STEPS = [
    Step("briefing", "", at(7, 8), at(7, 9)),
    Step("upload_bid", "", at(7, 12), at(11, 8)),
    Step("open_bids", "", at(11, 8), at(11, 10)),
    Step("announce_winner", "", at(12, 8), at(12, 9)),
    Step("objection_window", "", at(12, 9), at(19, 16)),
]


@pytest.mark.parametrize(
    ("number", "change", "wrong"),
    [
        (1, {"ends_at": at(7, 12)}, ("upload_bid", "order", "")),
        (1, {"ends_at": at(10, 23)}, ("upload_bid", "office", "")),
        (1, {"starts_at": at(7, 8, 30)}, ("upload_bid", "after", "briefing")),
        (2, {"starts_at": at(11, 7)}, ("open_bids", "after", "upload_bid")),
        (4, {"ends_at": at(18, 16)}, ("objection_window", "objection", "")),
        (0, {"starts_at": at(9, 8), "ends_at": at(9, 9)}, ("briefing", "office", "")),
    ],
)
def test_each_way_to_be_wrong(number, change, wrong):
    plan = [replace(one, **change) if place == number else one for place, one in enumerate(STEPS)]
    found = scheduling.wrongs_of(plan, office=office(), objection_days=5)
    assert wrong in [(one.step, one.code, one.other) for one in found]


def test_a_schedule_without_fault_has_none():
    assert scheduling.wrongs_of(STEPS, office=office(), objection_days=5) == []


@pytest.mark.django_db
def test_steps_are_moved_by_hand_and_a_wrong_move_changes_nothing(lines, opd):
    tender = r.prepared(r.package(opd, lines))
    services.propose_schedule(tender_id=tender.pk, start=MONDAY, **r.BY)
    with pytest.raises(ScheduleWrong):
        services.move_schedule(tender_id=tender.pk, times={"upload_bid": (at(7, 12), at(10, 8))}, **r.BY)
    assert tender.steps.get(code="upload_bid").ends_at == at(11, 8)
    times = {
        "open_bids": (at(12, 8), at(12, 9)),
        "evaluate": (at(12, 9), at(19, 11)),
        "upload_bid": (at(7, 12), at(12, 8)),
    }
    services.move_schedule(tender_id=tender.pk, times=times, **r.BY)
    tender.refresh_from_db()
    assert (tender.deadline_at, tender.steps.get(code="upload_bid").changes) == (at(12, 8), 0)


@pytest.mark.django_db
def test_after_the_announcement_only_later_steps_move_with_a_reason(lines, opd):
    tender, members = r.ready(opd, lines)
    services.announce_tender(tender_id=tender.pk, **r.BY)
    by = {"tender_id": tender.pk, "actor": members[0], "now": r.NOW}
    opening = {"open_bids": (at(11, 10), at(12, 10))}
    refusals = ((opening, "", "reason"), ({"briefing": (at(7, 9), at(7, 10))}, "Ruang dipakai", "fixed"))
    for times, reason, code in refusals:
        with pytest.raises(TenderRefused) as caught:
            services.move_schedule(times=times, reason=reason, **by)
        assert caught.value.code == code
    services.move_schedule(times=opening, reason="Listrik padam", **by)
    assert tender.steps.get(code="open_bids").changes == 1

"""Notices: written with the act, sent after it, tried again with growing pauses, then shown as dead."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from pendopo.audit.models import Entry
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices import queries, services
from pendopo.notices.channels import CARRIERS
from pendopo.notices.models import Notice
from pendopo.notices.states import NoticeStatus

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return get_user_model().objects.create(email="siti@example.org", name="Siti", created_at=NOW)


def notify(person, **options):
    values = {"event": "budget.stage.set", "subject": "APBD\nditetapkan", "context": {"url": "/anggaran/"}}
    return services.notify(actor=SYSTEM, recipients=[person, person], now=NOW, **(values | options))


def deliver(notice, minutes=0):
    later = NOW + dt.timedelta(minutes=minutes)
    return services.deliver_notice(notice_id=notice.pk, actor=SYSTEM, now=later)


def outgoing():
    return Notice.objects.get(channel="EMAIL")


@pytest.fixture
def broken(monkeypatch):
    class Broken:
        def send(self, message):
            raise OSError("siti@example.org refused")

    monkeypatch.setitem(CARRIERS._items, "EMAIL", Broken())


def test_a_notice_stands_in_the_inbox_at_once_and_one_job_sends_the_mail(person):
    notify(person)
    assert [notice.subject for notice in queries.inbox_visible_to(person)] == ["APBD ditetapkan"]
    assert list(ProcrastinateJob.objects.values_list("task_name", flat=True)) == ["notices.deliver"]
    assert deliver(outgoing()) == NoticeStatus.SENT
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["siti@example.org"], "APBD ditetapkan")
    assert mail.outbox[0].body.endswith("/anggaran/")


def test_an_act_that_fails_leaves_no_notice_and_no_job(person):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        notify(person)
        raise RuntimeError
    assert (Notice.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


def test_a_sent_notice_is_not_sent_twice(person):
    notify(person)
    assert [deliver(outgoing()), deliver(outgoing())] == [NoticeStatus.SENT, None]
    assert len(mail.outbox) == 1


def test_a_failing_server_is_tried_after_1_5_30_and_120_minutes_then_given_up(person, broken):
    notify(person)
    moments = []
    for _ in range(5):
        notice = outgoing()
        moments.append(int((notice.next_attempt_at - NOW).total_seconds() // 60))
        deliver(notice, moments[-1])
    assert (moments, outgoing().status, outgoing().error) == ([0, 1, 6, 36, 156], NoticeStatus.DEAD, "OSError")
    assert deliver(outgoing(), 10_000) is None


def test_a_notice_that_is_not_due_waits(person, broken):
    notify(person)
    deliver(outgoing())
    assert deliver(outgoing()) is None
    assert queries.due(NOW + dt.timedelta(minutes=1)) == [outgoing().pk]


def test_a_dead_notice_can_be_queued_again_and_the_log_says_so(person, broken):
    notify(person)
    Notice.objects.filter(channel="EMAIL").update(status="DEAD", attempts=5)
    services.requeue_notice(notice_id=outgoing().pk, actor=SYSTEM, now=NOW)
    assert (outgoing().status, outgoing().attempts) == (NoticeStatus.QUEUED, 0)
    assert Entry.objects.get().event == "notices.notice.requeued"
    with pytest.raises(MoveRefused):
        services.requeue_notice(notice_id=outgoing().pk, actor=SYSTEM, now=NOW)


def test_strangers_may_not_deliver_read_or_requeue(person):
    notify(person)
    for act in (services.deliver_notice, services.requeue_notice, services.mark_read):
        with pytest.raises(PermissionDenied):
            act(notice_id=outgoing().pk, actor=ANONYMOUS, now=NOW)
    assert outgoing().status == NoticeStatus.QUEUED


def test_an_urgent_notice_goes_to_the_duty_channel_where_there_is_one(person, settings):
    settings.PENDOPO_APPRISE_URLS = ["json://localhost"]
    notify(person, urgent=True)
    assert Notice.objects.get(channel="APPRISE").recipient is None


def test_one_marks_only_ones_own_notices_as_read(person, client):
    notify(person)
    other = get_user_model().objects.create(email="budi@example.org", name="Budi", created_at=NOW)
    mine = queries.inbox_visible_to(person).get()
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("notices:read", args=[mine.pk])).status_code == 404
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("notices:read", args=[mine.pk])).status_code == 302
    assert queries.unread_count(person) == 0


def test_the_inbox_asks_as_often_for_2_as_for_20_notices(person, client, django_assert_max_num_queries):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    counts = []
    for number in (2, 18):
        for _ in range(number):
            notify(person)
        client.get(reverse("notices:inbox"))
        with django_assert_max_num_queries(30) as asked:
            assert client.get(reverse("notices:inbox")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_dead_letters_are_for_the_administrator(person, client):
    assert client.get(reverse("notices:dead")).status_code == 302
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("notices:dead")).status_code == 403

"""Digests, the person's own choice, and notices whose receipt is confirmed."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.audit.models import Entry
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.notices import queries, services
from pendopo.notices.models import Notice, NoticePreference

TUESDAY_SIX = dt.datetime(2026, 11, 23, 23, 5, tzinfo=dt.UTC)  # Tuesday 24 November, 06.05 WIB
MONDAY_SIX = dt.datetime(2026, 11, 29, 23, 5, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


def choose(person, rhythm):
    services.set_preference(actor=person, rhythm=rhythm, now=TUESDAY_SIX)


def tell(person, number=1, **more):
    values = {"event": "a.b.c", "subject": f"Kabar {number}", "context": {}, "now": TUESDAY_SIX - HOUR}
    services.notify(actor=SYSTEM, recipients=[person], **(values | more))


def mails():
    return list(Notice.objects.filter(channel="EMAIL").order_by("pk").values_list("event", "subject"))


def send(now=TUESDAY_SIX):
    return services.send_digests(actor=SYSTEM, now=now)


def test_each_message_is_sent_at_once_to_those_who_chose_nothing(staff):
    tell(staff)
    assert (mails(), send()) == ([("a.b.c", "Kabar 1")], 0)


def test_a_daily_digest_gathers_what_is_unread_into_one_letter(staff, head):
    choose(staff, "DAILY")
    for number in range(1, 4):
        tell(staff, number)
    services.mark_read(actor=staff, now=TUESDAY_SIX, notice_id=queries.inbox_visible_to(staff).last().pk)
    assert (mails(), send(TUESDAY_SIX - HOUR), send(), send()) == ([], 0, 1, 0)
    digest = Notice.objects.get(channel="EMAIL")
    assert digest.subject == "2 pesan baru di kotak masuk Anda"
    assert [line for line in digest.body.splitlines() if line.startswith("- ")] == [
        "- Kabar 3 (Selasa, 24\xa0November\xa02026, 05.05\xa0WIB)",
        "- Kabar 2 (Selasa, 24\xa0November\xa02026, 05.05\xa0WIB)",
    ]
    services.deliver_notice(notice_id=digest.pk, actor=SYSTEM, now=TUESDAY_SIX)
    assert mail.outbox[0].to == ["staf@contoh.id"]


def test_a_weekly_digest_goes_out_on_monday(staff):
    choose(staff, "WEEKLY")
    tell(staff)
    assert (send(), send(MONDAY_SIX)) == (0, 1)


def test_an_urgent_message_waits_for_no_digest(staff):
    choose(staff, "DAILY")
    tell(staff, urgent=True)
    assert (mails(), send()) == ([("a.b.c", "Kabar 1")], 0)


def test_what_waited_is_not_sent_after_the_person_chose_each(staff):
    choose(staff, "DAILY")
    tell(staff)
    choose(staff, "EACH")
    assert (send(), queries.unread_count(staff)) == (0, 1)


def test_the_page_keeps_the_choice_and_the_log_says_so(staff, client):
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    address = "/workspace/kotak-masuk/lewat-email/"
    assert client.post(address, {"rhythm": "HOURLY"}).status_code == 200
    assert NoticePreference.objects.count() == 0
    assert client.post(address, {"rhythm": "WEEKLY"}).status_code == 302
    assert (queries.rhythm_of(staff), Entry.objects.get().event) == ("WEEKLY", "notices.preference.set")


def test_strangers_choose_and_send_nothing():
    with pytest.raises(PermissionDenied):
        choose(ANONYMOUS, "DAILY")
    with pytest.raises(PermissionDenied):
        services.send_digests(actor=ANONYMOUS, now=TUESDAY_SIX)
    assert NoticePreference.objects.count() == 0


def test_a_receipt_is_confirmed_one_by_one_and_stands_in_the_log(staff):
    tell(staff, 1, receipt=True)
    tell(staff, 2)
    assert services.mark_read(actor=staff, now=TUESDAY_SIX) == 1
    assert not Entry.objects.exists()
    asked = queries.inbox_visible_to(staff).get(receipt=True)
    assert [services.mark_read(actor=staff, now=TUESDAY_SIX, notice_id=asked.pk) for _ in range(2)] == [1, 0]
    entry = Entry.objects.get()
    assert (entry.event, entry.subject, entry.actor_label) == ("notices.notice.received", "Kabar 1", "Budi Santoso")


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_digest(staff):
    choose(staff, "DAILY")
    for number in range(5):
        tell(staff, number)
    barrier, counts = threading.Barrier(4), []

    def work():
        try:
            barrier.wait()
            counts.append(send())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(counts), len(mails())) == ([0, 0, 0, 1], 1)

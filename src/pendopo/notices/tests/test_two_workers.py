"""Two workers at the same notice: one sends it, the other passes by."""

import datetime as dt
import threading

import pytest
from django.db import connection

from pendopo.kernel.access import SYSTEM
from pendopo.notices import services
from pendopo.notices.channels import CARRIERS
from pendopo.notices.models import Notice

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_notice_once(monkeypatch):
    taken, may_end, sent = threading.Event(), threading.Event(), []

    class Slow:
        def send(self, message):
            sent.append(message.subject)
            taken.set()
            may_end.wait(20)

    monkeypatch.setitem(CARRIERS._items, "APPRISE", Slow())
    notice = Notice.objects.create(
        event="a.b.c", channel="APPRISE", subject="Siaga", next_attempt_at=NOW, created_at=NOW
    )

    def work():
        try:
            services.deliver_notice(notice_id=notice.pk, actor=SYSTEM, now=NOW)
        finally:
            connection.close()

    first = threading.Thread(target=work)
    first.start()
    assert taken.wait(20)
    assert services.deliver_notice(notice_id=notice.pk, actor=SYSTEM, now=NOW) is None
    may_end.set()
    first.join()
    assert sent == ["Siaga"]
    assert Notice.objects.get().attempts == 1

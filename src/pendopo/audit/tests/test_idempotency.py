"""The same request twice is answered once."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from pendopo.audit import services
from pendopo.audit.models import IdempotencyKey
from pendopo.kernel.access import ANONYMOUS, SYSTEM

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
CALL = {"actor": ANONYMOUS, "route": "POST /things", "key": "k1"}


@pytest.mark.django_db
def test_the_second_request_gets_the_first_answer():
    assert services.open_request(**CALL, body=b"a", now=NOON) is None
    services.finish_request(**CALL, answer=services.StoredAnswer(201, {"id": 5}))
    assert services.open_request(**CALL, body=b"a", now=NOON) == services.StoredAnswer(201, {"id": 5})


@pytest.mark.django_db
def test_another_body_under_the_same_key_is_refused():
    services.open_request(**CALL, body=b"a", now=NOON)
    with pytest.raises(services.KeyReused):
        services.open_request(**CALL, body=b"b", now=NOON)
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_still_runs_refuses_its_twin():
    seen = []

    def twin():
        try:
            services.open_request(**CALL, body=b"a", now=NOON)
        except services.KeyRunning as refusal:
            seen.append(refusal)
        finally:
            connection.close()

    with transaction.atomic():
        services.open_request(**CALL, body=b"a", now=NOON)
        thread = threading.Thread(target=twin)
        thread.start()
        thread.join()
    assert len(seen) == 1


@pytest.mark.django_db
def test_keys_are_forgotten_after_thirty_days():
    services.open_request(**CALL, body=b"a", now=NOON)
    assert services.forget_requests(actor=SYSTEM, now=NOON + dt.timedelta(days=30)) == 0
    assert services.forget_requests(actor=SYSTEM, now=NOON + dt.timedelta(days=31)) == 1

"""The change feed: whatever commits late, a reader gets everything once."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.procurement import queries, services
from pendopo.procurement.models import ProcurementChange
from pendopo.procurement.tests import factories as f

URL = "/api/v1/procurement/changes"


def read_on(cursor, found, limit=7):
    while True:
        page = queries.changes_after(ANONYMOUS, cursor, limit=limit)
        found += [row["code"] for row in page.rows]
        if not page.rows:
            return page.cursor
        cursor = page.cursor


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_with_delays_leave_no_gap_and_no_repeat():
    written, found, done = [], [], threading.Event()

    def writer(number):
        dice = random.Random(number)
        for turn in range(6):
            with transaction.atomic():
                code = f"{number}-{turn}"
                ProcurementChange.objects.create(kind="PACKAGE", code=code, event="x", at=f.NOON)
                time.sleep(dice.random() / 50)
                written.append(code)
        connection.close()

    def reader():
        cursor, last = "", time.monotonic() + 120
        while not done.is_set() or (len(found) < len(written) and time.monotonic() < last):
            cursor = read_on(cursor, found)
            time.sleep(0.001)
        read_on(cursor, found)
        connection.close()

    reading = threading.Thread(target=reader)
    reading.start()
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(writer, range(16)))
    done.set()
    reading.join()
    assert (len(found), sorted(found)) == (len(set(found)), sorted(written))


def shown(client):
    """The first page that holds a change: a long transaction of another test on this server may hold it back."""
    last = time.monotonic() + 120
    while not (page := client.get(URL).json())["changes"] and time.monotonic() < last:
        time.sleep(0.05)
    return page


@pytest.mark.django_db(transaction=True)
def test_the_acts_are_told_once_they_are_public(client, lines, opd):
    package = f.draft(opd, {lines[0]: 120_000_000})
    assert client.get(URL).json() == {"changes": [], "cursor": ""}
    services.approve_package(package_id=package.pk, actor=SYSTEM, now=f.NOON)
    services.announce_package(package_id=package.pk, actor=SYSTEM, now=f.NOON)
    first = shown(client)
    assert [(row["kind"], row["code"], row["event"]) for row in first["changes"]] == [
        ("PACKAGE", package.code, "procurement.package.announced")
    ]
    assert client.get(URL, {"after": first["cursor"]}).json() == {"changes": [], "cursor": first["cursor"]}


@pytest.mark.parametrize("cursor", ["x", "%%%", "MS0", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LTE", "é"])
def test_a_cursor_that_nobody_gave_out_is_refused(client, db, cursor):
    assert client.get(URL, {"after": cursor}).status_code == 422


def test_a_package_and_its_lines_are_read_by_machines(client, lines, opd):
    package = f.announced(opd, {lines[0]: 120_000_000})
    listed = client.get("/api/v1/procurement/packages", {"q": "kertas", "year": 2027}).json()
    assert (listed["count"], listed["items"][0]["code"]) == (1, package.code)
    one = client.get(f"/api/v1/procurement/packages/{package.code}").json()
    assert (one["shares"][0]["amount"], one["contracts"]) == (120_000_000, [])
    assert client.get("/api/v1/procurement/packages/RUP-1").status_code == 404

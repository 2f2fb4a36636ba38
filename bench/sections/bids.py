"""Sealed bids: 500 in the last minute, with the database killed once in it; an opening of 100 bids of 5 MB."""

import base64
import datetime as dt
import hashlib
import http.client
import json
import os
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, at_most, ratio
from bench.timing import best, percentile, spans

TITLE = "Sealed bids (500 in the last minute with the database killed once; an opening of 100 bids of 5 MB)"
BIDS, ARRIVING, KILLED_AT, THREADS = 500, 40, 15, 8
OPENED, BYTES = 100, 5_000_000
TENDER, BASE = "BENCH-SEAL", "/api/v1/procurement/tenders/BENCH-SEAL/envelopes"
OVER = ("late", "closed")


@dataclass
class Bid:
    """One bidder: its session, what it sends, and how it went."""

    session: str
    header: dict[str, Any]
    shares: dict[tuple[str, int], bytes]
    ciphertext: bytes
    due: float = 0.0
    waited: float = 0.0
    tries: int = 0
    receipt: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    refused: str = ""
    status: str = ""


class Sender:
    """One connection of one bidder at a time; sends again what was not answered."""

    def __init__(self, port: int, until: float) -> None:
        self.port, self.until, self.line = port, until, http.client.HTTPConnection("localhost", port, timeout=20)

    def send(self, bid: Bid, method: str, path: str, body: bytes, **more: str) -> tuple[int, dict[str, Any]]:
        """The answer, however often it has to be asked for; (0, {}) when the time is over."""
        token = secrets.token_hex(16)
        headers = {"Cookie": f"sessionid={bid.session}; csrftoken={token}", "X-CSRFToken": token, **more}
        while time.monotonic() < self.until:
            bid.tries += 1
            try:
                self.line.request(method, path, body, headers)
                answer = self.line.getresponse()
                data = answer.read()
                if answer.status < 500:
                    return answer.status, json.loads(data or b"{}")
            except (OSError, http.client.HTTPException):
                self.line.close()
            time.sleep(0.3)
        return 0, {}


def _commit(sender: Sender, bid: Bid) -> None:
    """The header, until a receipt or a refusal is there."""
    begun = time.monotonic()
    as_json = {"Content-Type": "application/json"}
    status, said = sender.send(bid, "POST", BASE, json.dumps({"header": bid.header}).encode(), **as_json)
    bid.waited = time.monotonic() - begun
    if status not in (200, 201):
        bid.refused = said.get("code", str(status))
        return
    bid.receipt, bid.place = said["receipt"], f"{BASE}/{said['envelope']['header_hash']}"


def _upload(sender: Sender, bid: Bid) -> None:
    """All shares, then the ciphertext."""
    rows = [
        {"group": group, "member": member, "ciphertext": base64.b64encode(data).decode()}
        for (group, member), data in bid.shares.items()
    ]
    as_json = {"Content-Type": "application/json"}
    sender.send(bid, "PUT", f"{bid.place}/shares", json.dumps({"shares": rows}).encode(), **as_json)
    checksum = base64.b64encode(hashlib.sha256(bid.ciphertext).digest()).decode()
    more = {"Content-Type": "application/octet-stream", "Upload-Offset": "0", "Upload-Checksum": f"sha256 {checksum}"}
    _status, kept = sender.send(bid, "PATCH", f"{bid.place}/ciphertext", bid.ciphertext, **more)
    bid.status = kept.get("status", "")


def _commits(port: int, bids: list[Bid], begun: float, until: float) -> None:
    sender = Sender(port, until)
    for bid in bids:
        time.sleep(max(0.0, begun + bid.due - time.monotonic()))
        _commit(sender, bid)


def _uploads(port: int, bids: list[Bid], _begun: float, until: float) -> None:
    """Each envelope as soon as it is committed: another machine does this than the one that commits next."""
    sender = Sender(port, until)
    for bid in bids:
        while not (bid.place or bid.refused) and time.monotonic() < until:
            time.sleep(0.02)
        if bid.place:
            _upload(sender, bid)


def _users(count: int) -> list[Any]:
    from pendopo.accounts.models import User
    from pendopo.kernel import clock

    rows = [
        User(email=f"beban{n}@contoh.id", name=f"Beban {n}", password="!", created_at=clock.now()) for n in range(count)
    ]
    return User.objects.bulk_create(rows)


def _bidders(tender: Any, count: int) -> list[tuple[Any, Any]]:
    """Participants, each with a supplier and the account that bids for it."""
    from pendopo.kernel import clock
    from pendopo.organisations.models import Organisation, Supplier
    from pendopo.procurement.models import Bidder, Participant

    now = clock.now()
    names = [Organisation(name=f"CV Beban {n}", form="CV", created_at=now) for n in range(count)]
    firms = [Supplier(organisation=one, registered_at=now) for one in Organisation.objects.bulk_create(names)]
    found = [Participant(tender=tender, supplier=one) for one in Supplier.objects.bulk_create(firms)]
    pairs = list(zip(Participant.objects.bulk_create(found), _users(count), strict=True))
    Bidder.objects.bulk_create(Bidder(participant=one, user=user, named_at=now) for one, user in pairs)
    return pairs


def _session(user: Any) -> str:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return str(client.cookies["sessionid"].value)


def _scene(deadline: dt.datetime, code: str) -> tuple[Any, Any, Any]:
    """A run that closes then, its trustees and the plan that they confirmed."""
    from pendopo.accounts.tests import factories
    from pendopo.kernel import clock
    from pendopo.procurement.tests import ceremony_factories as c

    unit = factories.unit("9.99", "Dinas Beban", "BEBAN")
    tender = c.tender_of(unit, code=code, deadline_at=deadline)
    held = c.trustees(committee=5, inspectorate=1, at=clock.now())
    return tender, held, c.publish(tender, held, k=3, opening_at=deadline, now=clock.now())


def _last_minute(instance: Instance) -> tuple[list[Bid], float, Any]:
    """500 bidders over 40 seconds of the last minute; the database is killed in it. Gives also its time away."""
    from pendopo.cli.cluster import Cluster
    from pendopo.kernel import clock, postgres
    from pendopo.procurement.models import Tender
    from pendopo.procurement.tests import sealing_factories as s

    tender, _held, plan = _scene((clock.now() + dt.timedelta(hours=1)).replace(microsecond=0), TENDER)
    bids = []
    for number, (_participant, user) in enumerate(_bidders(tender, BIDS)):
        made = s.sealed(plan)
        bids.append(Bid(_session(user), made.header.message(), made.shares, made.ciphertext, number * ARRIVING / BIDS))
    deadline = (clock.locked_now() + dt.timedelta(seconds=61)).replace(microsecond=0)
    Tender.objects.filter(pk=tender.pk).update(deadline_at=deadline)
    begun, away = time.monotonic(), 0.0
    lines = [
        threading.Thread(target=work, args=(instance.port, bids[number::THREADS], begun, begun + 75))
        for work in (_commits, _uploads)
        for number in range(THREADS)
    ]
    for line in lines:
        line.start()
    time.sleep(KILLED_AT)
    cluster = Cluster(postgres.data_directory(instance.var))
    cluster.kill()
    killed = time.monotonic()
    while not cluster.pid():
        time.sleep(0.02)
    away = time.monotonic() - killed
    for line in lines:
        line.join()
    return bids, away, tender


def _judged(bids: list[Bid], tender: Any) -> dict[str, int]:
    """Every receipt checked by the stand-alone verifier, and the tables and the log beside what bidders were told."""
    from django.db import connection

    from pendopo.audit import notes
    from pendopo.audit import queries as log
    from pendopo.audit.verifier import pendopo_verify as verifier
    from pendopo.procurement.models import BidEnvelope

    connection.close()  # it was to the server that was killed
    key, right = notes.own_verifier_key(), 0
    for bid in bids:
        if bid.receipt:
            verifier.check(bid.receipt["proof"], verifier.leaf_data(bid.receipt["entry"], bid.receipt["salt"]), key)
            right += 1
    kept = BidEnvelope.objects.filter(plan__tender=tender)
    return {
        "right": right,
        "rows": kept.count(),
        "stored": kept.filter(status="STORED").count(),
        "told": sum(bid.status == "STORED" for bid in bids),
        "refused": sum(bid.refused in OVER for bid in bids),
        "problems": len(list(log.problems())),
    }


def _plain_commit() -> float:
    """Milliseconds of one row written and synced: the least that a receipt can cost (p95)."""
    import psycopg
    from django.db import connection

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as server:
        server.execute("CREATE TABLE IF NOT EXISTS bench_row (at timestamptz, said text)")
        took = spans(lambda: server.execute("INSERT INTO bench_row VALUES (now(), repeat('x', 1500))"), 200)
        server.execute("DROP TABLE bench_row")
    return percentile(took, 95) * 1000


def _minute(instance: Instance) -> list[Figure]:
    bids, away, tender = _last_minute(instance)
    found = _judged(bids, tender)
    calm = [bid.waited * 1000 for bid in bids if bid.receipt and bid.waited < 2]
    slow = [bid.waited for bid in bids if bid.receipt and bid.waited >= 2]
    least = _plain_commit()
    p95 = percentile(calm, 95)
    lost = found["right"] - found["rows"]
    whole = found["right"] == found["rows"] == found["stored"] == BIDS and not found["problems"]
    return [
        Figure(f"{BIDS} bidders in {ARRIVING} s, the database away for {away:.1f} s in it: receipts, rows, complete",
               f"{found['right']}, {found['rows']}, {found['stored']}", f"{BIDS} each", whole),
        Figure("receipts without a row; refused as late; faults of the log",
               f"{lost}, {found['refused']}, {found['problems']}",
               "0, 0, 0", lost == 0 and found["refused"] == 0 and found["problems"] == 0),
        at_most("a receipt, p95 of those that met no outage", p95, 500, "ms", f" (p50 {percentile(calm, 50):,.0f} ms)"),
        ratio("the same p95 / one synced row (p95)", p95 / least, None, f" ({least:.1f} ms)"),
        Figure("bidders who met the outage: how many, the longest until the receipt",
               f"{len(slow)}, {max(slow, default=0):.1f} s"),
    ]  # fmt: skip


def _opening() -> list[Figure]:
    """100 envelopes of 5 MB: keys, then everything decrypted, compared and kept."""
    import pyrage
    from django.conf import settings
    from pyrage import x25519

    from pendopo.kernel import clock
    from pendopo.procurement import opening_memory
    from pendopo.procurement.models import Tender
    from pendopo.procurement.sealing import PlainFile
    from pendopo.procurement.tests import ceremony_factories as c

    settings.PENDOPO_BIDS_COPY = Path(settings.VAR) / "bids-copy"
    tender, held, plan = _scene((clock.now() + dt.timedelta(hours=1)).replace(microsecond=0), "BENCH-OPEN")
    files, made = [PlainFile("penawaran.pdf", "application/pdf", secrets.token_bytes(BYTES))], None
    sealing = time.perf_counter()
    for bid in _bidders(tender, OPENED):
        made, _row = c.hand_in(bid, plan, files=files)
    sealing = time.perf_counter() - sealing
    Tender.objects.filter(pk=tender.pk).update(deadline_at=clock.locked_now())
    ceremony, took = c.Ceremony(tender, held), {}
    places = [("committee", 0), ("committee", 2), ("committee", 4), ("inspectorate", 0)]
    steps = {
        "closing": ceremony.close,
        "seats": lambda: ceremony.seat(*places),
        "shares": lambda: ceremony.hand_in(*places),
        "keys": ceremony.recover,
        "showing": ceremony.reveal,
        "minutes": lambda: ceremony.finish(clock.now()),
    }
    try:
        for name, step in steps.items():
            begun = time.perf_counter()
            opening = step()
            took[name] = time.perf_counter() - begun
    finally:
        opening_memory.end(tender.openings.get().pk)
    assert made is not None
    key, data = x25519.Identity.from_str(made.identity), made.ciphertext
    bare = best(lambda: hashlib.sha256(pyrage.decrypt(data, [key])).digest(), 3) * OPENED
    each = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items())
    return [
        Figure(f"{OPENED} bids of {BYTES / 1e6:.0f} MB sealed and handed in, one after the other", f"{sealing:.0f} s"),
        Figure("the ceremony", each, "all opened", opening.counts == {"committed": OPENED, "opened": OPENED}),
        at_most("keys of all, every ciphertext compared", took["keys"], 30, "s"),
        at_most("all decrypted, compared and kept", took["showing"], 60, "s"),
        ratio("the same / bare decryption and one hash", took["showing"] / bare, None, f" ({bare:.1f} s)"),
    ]


def measure(instance: Instance) -> list[Figure]:
    """The last minute on the instance's own database, through its own web server; the opening in this process."""
    # The log is named after the address that is served: this process has to write under the same name.
    os.environ["PENDOPO_SITE_URL"] = f"http://localhost:{instance.port}"
    instance.open_django()
    figures = _minute(instance)
    with scratch_database():
        return [*figures, *_opening()]

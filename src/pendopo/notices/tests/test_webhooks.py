"""Webhooks: each public act once, signed, in order; never to an address inside."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.audit import services as audit
from pendopo.audit.models import Entry
from pendopo.kernel import events
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.notices import outside, services
from pendopo.notices.models import Notice, WebhookEndpoint
from pendopo.notices.signing import secret_of

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
SAMPLES = {
    "notices.sample.opened": events.Event("{subject}", public=True),
    "notices.sample.closed": events.Event("{actor} {subject}"),
}


@pytest.fixture(autouse=True)
def _samples():
    events.register(SAMPLES)
    yield
    for name in SAMPLES:
        events._catalogue.pop(name)


@pytest.fixture
def receiver(settings):
    """A server in this process that keeps what it is sent, and answers with `status`."""
    settings.PENDOPO_WEBHOOKS_INSIDE = True

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            server.got.append((dict(self.headers), body))
            self.send_response(server.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    server.got, server.status, server.url = [], 200, f"http://127.0.0.1:{server.server_port}/x?y=1"
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def opened(url, chosen=()):
    return services.open_webhook(actor=SYSTEM, name="BPK", url=url, events=list(chosen), now=NOW)


def act(number, kind="opened"):
    audit.record(actor=SYSTEM, event=f"notices.sample.{kind}", subject=f"thing {number}", now=NOW)


def feed():
    audit.seal()
    return services.feed_webhooks(actor=SYSTEM, now=NOW)


def deliver(minutes=0):
    later = NOW + dt.timedelta(minutes=minutes)
    waiting = list(Notice.objects.filter(channel="WEBHOOK").order_by("pk"))
    return [services.deliver_notice(notice_id=notice.pk, actor=SYSTEM, now=later) for notice in waiting]


def test_public_acts_are_posted_once_in_order_and_private_ones_never(receiver):
    act(0)
    audit.seal()
    opened(receiver.url)
    act(1)
    act(2, "closed")
    act(3)
    assert (feed(), feed(), deliver(), deliver()) == (2, 0, ["SENT", "SENT"], [None, None])
    bodies = [json.loads(body) for _headers, body in receiver.got]
    assert [body["entry"]["subject"] for body in bodies] == ["thing 1", "thing 3"]
    assert [body["index"] for body in bodies] == [2, 4]


def test_the_signature_is_that_of_standard_webhooks(receiver):
    endpoint = opened(receiver.url)
    act(1)
    feed()
    deliver()
    headers, body = receiver.got[0]
    key = base64.b64decode(secret_of(endpoint.nonce).removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-id"] == f"msg_{Notice.objects.get(channel='WEBHOOK').pk}"


@pytest.mark.parametrize("status", [500, 404, 302])
def test_an_answer_that_is_not_2xx_is_tried_again_and_then_a_dead_letter_that_can_be_sent_again(receiver, status):
    opened(receiver.url)
    act(1)
    feed()
    receiver.status = status
    assert [deliver(minutes)[0] for minutes in (0, 1, 6, 36, 156)] == ["FAILED"] * 4 + ["DEAD"]
    receiver.status = 200
    services.requeue_notice(notice_id=Notice.objects.get(channel="WEBHOOK").pk, actor=SYSTEM, now=NOW)
    assert deliver() == ["SENT"]
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1


def test_an_endpoint_hears_only_what_it_chose(receiver):
    opened(receiver.url, ["notices.sample.opened"])
    with pytest.raises(services.EventUnknown):
        opened(receiver.url, ["notices.sample.closed"])
    act(1)
    assert feed() == 1


def test_a_stopped_webhook_is_told_nothing_more(receiver):
    endpoint = opened(receiver.url)
    act(1)
    feed()
    services.stop_webhook(actor=SYSTEM, endpoint_id=endpoint.pk, now=NOW)
    act(2)
    assert (feed(), deliver(), receiver.got) == (0, [None], [])
    assert Notice.objects.get(channel="WEBHOOK").status == "DEAD"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::"],
)  # fmt: skip
def test_an_address_inside_is_never_public(address):
    assert not outside.is_public(address)


@pytest.mark.parametrize("address", ["203.0.114.1", "8.8.8.8", "2606:4700::1111"])
def test_an_address_of_the_internet_is(address):
    assert outside.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://user:pw@example.org/", "ftp://example.org", "https://", "https://a b/",
     "https://example.org:0/", "https://example.org:99999/", "file:///etc/passwd"],
)  # fmt: skip
def test_an_address_of_another_form_is_refused_at_the_door(url):
    with pytest.raises(outside.AddressRefused):
        opened(url)
    assert (WebhookEndpoint.objects.count(), Entry.objects.count()) == (0, 0)


def test_one_private_address_among_several_is_enough_to_refuse(monkeypatch):
    rows = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_arguments, **_options: rows)
    with pytest.raises(outside.AddressRefused):
        outside.post("https://rebinding.example/", b"", {})


def test_only_administrators_open_and_stop(staff, receiver):
    endpoint = opened(receiver.url)
    for actor in (staff, ANONYMOUS):
        with pytest.raises(PermissionDenied):
            services.open_webhook(actor=actor, name="x", url=receiver.url, events=[], now=NOW)
        with pytest.raises(PermissionDenied):
            services.stop_webhook(actor=actor, endpoint_id=endpoint.pk, now=NOW)
    assert WebhookEndpoint.objects.get().active


def test_an_administrator_opens_one_on_the_page_and_is_shown_its_secret(administrator, client, receiver):
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    values = {"name": "BPK", "url": receiver.url, "events": "notices.sample.opened\n"}
    page = client.post("/workspace/pengaturan/webhook/", values, follow=True)
    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.events, secret_of(endpoint.nonce) in page.content.decode()) == (["notices.sample.opened"], True)
    refused = client.post("/workspace/pengaturan/webhook/", values | {"events": "budget.unheard"})
    assert "Tidak ada jenis tindakan publik bernama budget.unheard." in refused.content.decode()
    assert client.post(f"/workspace/pengaturan/webhook/{endpoint.pk}/hentikan/").status_code == 302
    assert not WebhookEndpoint.objects.get().active


def test_the_api_opens_lists_and_stops_and_one_key_opens_one(administrator, client, receiver):
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    body = {"name": "BPK", "url": receiver.url, "events": []}
    address = "/api/v1/notices/webhooks"
    sent = [
        client.post(address, body, content_type="application/json", headers={"Idempotency-Key": "k"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].content == sent[1].content
    assert sent[0].json()["secret"] == secret_of(WebhookEndpoint.objects.get().nonce)
    assert [row["name"] for row in client.get(address).json()] == ["BPK"]
    assert client.post(address, body | {"url": "x"}, content_type="application/json").status_code == 422
    assert client.delete(f"{address}/{WebhookEndpoint.objects.get().pk}").status_code == 204
    assert [row["active"] for row in client.get(address).json()] == [False]


@pytest.mark.django_db(transaction=True)
def test_two_workers_feed_each_act_once(receiver):
    opened(receiver.url)
    for number in range(20):
        act(number)
    audit.seal()
    barrier = threading.Barrier(4)

    def work():
        try:
            barrier.wait()
            services.feed_webhooks(actor=SYSTEM, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Notice.objects.filter(channel="WEBHOOK").count() == 20

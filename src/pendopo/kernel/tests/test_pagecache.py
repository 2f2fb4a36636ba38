"""The page cache: what is kept, for whom, and how long."""

import gzip
import threading
import time

import brotli
import pytest
from django.db import transaction

from pendopo.kernel import topics
from pendopo.kernel.pagecache.layer import PageCache
from pendopo.kernel.pagecache.listener import Listener
from pendopo.kernel.pagecache.pages import make_page
from pendopo.kernel.pagecache.store import Store, matches

TEXT = b"<p>Anggaran Purbalingga</p>" * 40


class Deaf:
    """A listener that hears nothing and knows how the database is."""

    def __init__(self, down=False):
        self.connected = threading.Event()
        self.connected.set()
        self.down = down

    def start(self):
        pass

    def database_is_down(self):
        return self.down


class Site:
    """A small application behind a page cache, and what it was asked."""

    def __init__(self, **headers):
        self.asked = 0
        self.status = "200 OK"
        self.body = TEXT
        self.headers = {"X-Pendopo-Topics": "site,budget:2026", **headers}
        self.store = Store()
        self.listener = Deaf()
        self.cache = PageCache(self.answer, self.store, self.listener)

    def answer(self, environ, start_response):
        self.asked += 1
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(self.body)), **self.headers}
        start_response(self.status, [(name, value) for name, value in headers.items() if value])
        return [self.body]

    def get(self, path="/", method="GET", query="", **more):
        told = {}

        def start_response(status, headers, exc_info=None):
            told.update(status=status, headers=dict(headers))

        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost"}
        body = b"".join(self.cache(environ | more, start_response))
        return told["status"], told["headers"], body


def test_the_second_request_does_not_reach_django_and_topics_never_leave():
    site = Site()
    first, second = site.get(), site.get(HTTP_COOKIE="sessionid=x")
    assert (first, site.asked) == (second, 1)
    assert (first[2], "X-Pendopo-Topics" in first[1]) == (TEXT, False)


@pytest.mark.parametrize(("accepted", "encoding", "unpack"), [
    ("gzip, br", "br", brotli.decompress),
    ("gzip;q=0.5", "gzip", gzip.decompress),
    ("br;q=0, gzip", "gzip", gzip.decompress),
    ("", None, bytes),
])  # fmt: skip
def test_the_kept_page_is_sent_in_the_best_encoding_the_client_takes(accepted, encoding, unpack):
    _status, headers, body = Site().get(HTTP_ACCEPT_ENCODING=accepted)
    assert (headers.get("Content-Encoding"), unpack(body)) == (encoding, TEXT)
    assert (headers["Vary"], headers["Content-Length"]) == ("Accept-Encoding", str(len(body)))


def test_a_client_that_has_the_page_gets_304_without_a_body():
    site = Site()
    etag = site.get()[1]["ETag"]
    status, _headers, body = site.get(HTTP_IF_NONE_MATCH=f'"other", {etag}')
    assert (status, body, site.asked) == ("304 Not Modified", b"", 1)


def test_head_is_answered_from_the_page_of_get_without_a_body():
    site = Site()
    site.get()
    status, headers, body = site.get(method="HEAD")
    assert (status, headers["Content-Length"], body, site.asked) == ("200 OK", str(len(TEXT)), b"", 1)


@pytest.mark.parametrize("headers", [
    {"Set-Cookie": "a=b"}, {"Vary": "Accept-Encoding, Cookie"}, {"X-Pendopo-Topics": ""}, {"Content-Length": ""},
    {"Content-Length": "2000000"}, {"Content-Encoding": "gzip"},
])  # fmt: skip
def test_what_may_be_personal_streams_or_is_large_is_never_kept(headers):
    site = Site(**headers)
    site.get()
    site.get()
    assert (site.asked, len(site.store)) == (2, 0)


@pytest.mark.parametrize("request_with", [
    {"method": "POST"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_AUTHORIZATION": "Bearer x"}, {"query": "q" * 513},
])  # fmt: skip
def test_a_post_a_fragment_and_a_request_with_credentials_go_to_django(request_with):
    site = Site()
    site.get()
    _status, headers, _body = site.get(**request_with)
    assert (site.asked, "X-Pendopo-Topics" in headers) == (2, False)


def test_host_scheme_path_and_query_each_have_their_own_page():
    site = Site()
    for more in ({}, {"query": "a=1"}, {"path": "/desa/"}, {"HTTP_HOST": "x"}, {"HTTP_X_FORWARDED_PROTO": "https"}):
        site.get(**more)
    assert (site.asked, len(site.store)) == (5, 5)


def test_a_touched_topic_drops_its_pages_and_no_others():
    site = Site()
    site.get()
    site.store.touch("desa:33.03.01.2001")
    site.get()
    assert site.asked == 1
    site.store.touch("budget:2026")
    site.body = b"new"
    assert (site.get()[2], site.asked) == (b"new", 2)


@pytest.mark.parametrize(("touched", "topic", "answer"), [
    ("budget", "budget:2026", True), ("budget:2026", "budget", True), ("budget:2026", "budget:2025", False),
    ("budget", "budgets", False), ("*", "site", True), ("site", "site", True),
])  # fmt: skip
def test_a_touch_concerns_the_same_topic_its_parts_and_its_whole(touched, topic, answer):
    assert matches(touched, topic) is answer


def test_a_page_whose_topic_was_touched_while_it_was_rendered_is_not_kept_as_fresh():
    site = Site()
    plain = site.answer

    def touched_meanwhile(environ, start_response):
        site.store.touch("budget:2026")
        return plain(environ, start_response)

    site.cache.application = touched_meanwhile
    site.get()
    site.get()
    assert site.asked == 2


def test_nothing_is_fresh_while_touches_cannot_be_heard():
    site = Site()
    site.listener.connected.clear()
    site.get()
    site.get()
    assert (site.asked, len(site.store)) == (2, 1)


def test_in_an_outage_of_the_database_the_last_page_is_shown_and_says_that_it_is_old():
    site = Site()
    site.get()
    site.store.touch_everything()
    site.status, site.headers, site.listener.down = "500 Internal Server Error", {}, True
    status, headers, body = site.get()
    assert (status, body) == ("200 OK", TEXT)
    assert (headers["Warning"], headers["X-Pendopo-Stale"]) == ('110 - "Response is Stale"', "1")
    assert headers["Cache-Control"] == "no-cache"


def test_a_fault_that_is_not_the_databases_is_shown_as_such():
    site = Site()
    site.get()
    site.store.touch_everything()
    site.status, site.headers = "500 Internal Server Error", {}
    assert site.get()[0] == "500 Internal Server Error"


def test_many_requests_for_one_stale_page_render_it_once():
    site = Site()
    site.get()
    site.store.touch_everything()
    plain = site.answer

    def slow(environ, start_response):
        time.sleep(0.3)
        return plain(environ, start_response)

    site.cache.application = slow
    threads = [threading.Thread(target=site.get) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.asked == 2


def test_the_store_holds_its_limit_and_forgets_what_was_not_used_longest():
    page = make_page([("Content-Type", "image/png")], b"x" * 1000, ("site",))
    store = Store(limit=page.size * 2)
    for key in ("a", "b"):
        store.put(key, make_page(page.headers, b"x" * 1000, ("site",)), 0)
    store.get("a")
    store.put("c", make_page(page.headers, b"x" * 1000, ("site",)), 0)
    assert ([key for key in "abc" if store.get(key)], store.size) == (["a", "c"], page.size * 2)


@pytest.mark.django_db(transaction=True)
def test_a_committed_touch_reaches_the_listener_and_a_rolled_back_one_does_not():
    store = Store()
    listener = Listener(store)
    listener.start()
    try:
        assert listener.connected.wait(10)
        for key, topic in (("kept", "desa:1"), ("dropped", "budget:2026")):
            store.put(key, make_page([], TEXT, (topic,)), store.moment())
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
            topics.touch("desa:1")
            raise ZeroDivisionError
        with transaction.atomic():
            topics.touch("budget:2026")
        deadline = time.monotonic() + 10
        while store.get("dropped").fresh and time.monotonic() < deadline:
            time.sleep(0.01)
        assert (store.get("dropped").fresh, store.get("kept").fresh) == (False, True)
        assert listener.database_is_down() is False
    finally:
        listener.stop()


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_makes_every_page_stale_and_is_made_again():
    from django.db import connection

    store = Store()
    listener = Listener(store)
    listener.start()
    try:
        assert listener.connected.wait(10)
        store.put("page", make_page([], TEXT, ("site",)), store.moment())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN pendopo_topics%%' "
                "AND datname = current_database()"
            )
        deadline = time.monotonic() + 10
        while store.get("page").fresh and time.monotonic() < deadline:
            time.sleep(0.01)
        assert (store.get("page").fresh, listener.connected.wait(10)) == (False, True)
    finally:
        listener.stop()

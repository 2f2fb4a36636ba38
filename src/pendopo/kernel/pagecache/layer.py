"""The outermost WSGI layer: answers a kept page before Django sees the request."""

import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pendopo.kernel.pagecache.listener import Listener
from pendopo.kernel.pagecache.pages import Headers, Page, make_page, may_keep
from pendopo.kernel.pagecache.store import Store
from pendopo.kernel.pagecache.views import TOPICS_HEADER

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
LONGEST_QUERY = 512
PATIENCE = 10.0


@dataclass
class Answer:
    """What Django answered, before anything is sent."""

    status: str = ""
    headers: Headers = field(default_factory=list)
    exc_info: Any = None
    body: Iterable[bytes] = ()

    @property
    def code(self) -> int:
        return int(self.status[:3] or 0)

    def whole(self) -> bytes:
        """The body in one piece; what Django attached to its end is done."""
        try:
            content = b"".join(self.body)
        finally:
            if close := getattr(self.body, "close", None):
                close()
        self.body = [content]
        return content


def key_of(environ: Environ) -> Hashable | None:
    """What a page is kept under, or None where the request is not one for kept pages.

    Host and scheme count, since pages hold absolute addresses. A request with credentials in a header, or for a
    fragment, always goes to Django; a session cookie does not matter, since a public page is the same for everybody.
    """
    outside = "HTTP_HX_REQUEST" in environ or "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ
    query = environ.get("QUERY_STRING", "")
    if outside or environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or len(query) > LONGEST_QUERY:
        return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "")
    return (scheme, environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", ""), query)


class PageCache:
    """Wraps the Django application of one web process."""

    def __init__(self, application: Application, store: Store | None = None, listener: Listener | None = None) -> None:
        self.application = application
        self.store = store if store is not None else Store()
        self.listener = listener or Listener(self.store)
        self._renewing: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a kept page, or ask Django and keep its answer."""
        self.listener.start()
        key = key_of(environ)
        if key is None:
            return self._send(self._ask(environ), start_response)
        kept = self.store.get(key)
        if kept is None:
            return self._fetch(key, None, environ, start_response)
        if kept.fresh:
            return self._serve(kept, environ, start_response)
        return self._renew(key, kept, environ, start_response)

    def _renew(self, key: Hashable, kept: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let one request render a stale page again; the others wait for it."""
        with self._lock:
            running = self._renewing.get(key)
            if running is None:
                self._renewing[key] = threading.Event()
        if running is not None:
            running.wait(PATIENCE)
            renewed = self.store.get(key)
            if renewed is not None and renewed.fresh:
                return self._serve(renewed, environ, start_response)
            return self._fetch(key, kept, environ, start_response)
        try:
            return self._fetch(key, kept, environ, start_response)
        finally:
            with self._lock:
                self._renewing.pop(key).set()

    def _fetch(
        self, key: Hashable, kept: Page | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Ask Django; keep a public answer; in an outage of the database show the kept one, marked as stale."""
        # Taken first: a topic touched, or a connection lost, while Django renders makes the answer stale.
        since, listening = self.store.moment(), self.listener.connected.is_set()
        answer = self._ask(environ)
        if kept is not None and answer.code in {500, 503} and self.listener.database_is_down():
            answer.whole()
            return self._serve(kept, environ, start_response, stale=True)
        topics = may_keep(answer.headers) if answer.code == 200 else ()
        if not topics or environ["REQUEST_METHOD"] != "GET":
            return self._send(answer, start_response)
        headers = [pair for pair in answer.headers if pair[0].lower() != TOPICS_HEADER.lower()]
        page = make_page(headers, answer.whole(), topics)
        self.store.put(key, page, since, fresh=listening)
        return self._serve(page, environ, start_response)

    def _ask(self, environ: Environ) -> Answer:
        answer = Answer()

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            answer.status, answer.headers, answer.exc_info = status, headers, exc_info

        answer.body = self.application(environ, start)
        return answer

    def _send(self, answer: Answer, start_response: StartResponse) -> Iterable[bytes]:
        headers = [pair for pair in answer.headers if pair[0].lower() != TOPICS_HEADER.lower()]
        start_response(answer.status, headers)
        return answer.body

    def _serve(
        self, page: Page, environ: Environ, start_response: StartResponse, stale: bool = False
    ) -> Iterable[bytes]:
        headers = [*page.headers, ("ETag", page.etag), ("Vary", "Accept-Encoding")]
        if stale:
            headers = [pair for pair in headers if pair[0].lower() != "cache-control"]
            headers += [
                ("Cache-Control", "no-cache"),
                ("Warning", '110 - "Response is Stale"'),
                ("X-Pendopo-Stale", "1"),
            ]
        if _knows(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
            start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"])
            return []
        encoding = page.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = page.bodies[encoding]
        headers += [("Content-Length", str(len(body)))]
        headers += [("Content-Encoding", encoding)] if encoding else []
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _knows(header: str, etag: str) -> bool:
    known = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return "*" in known or etag.removeprefix("W/") in known

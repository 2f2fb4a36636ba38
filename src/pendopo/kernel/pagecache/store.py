"""The kept pages of one process: bounded in bytes, least recently used first out, made stale by topic."""

import threading
from collections import OrderedDict, deque
from collections.abc import Hashable

from pendopo.kernel.pagecache.pages import Page

BYTES = 64 * 1024 * 1024
REMEMBERED_TOUCHES = 256
EVERYTHING = "*"


def matches(touched: str, topic: str) -> bool:
    """Whether what was touched concerns a page's topic: the same, a part of it, or the whole it belongs to."""
    return touched in {EVERYTHING, topic} or touched.startswith(topic + ":") or topic.startswith(touched + ":")


class Store:
    """Pages by key. A stale page stays until it is replaced or pushed out: it is what is shown in an outage.

    A page that was rendered while its topic was touched must not be kept as fresh: the renderer takes `moment()`
    before it reads the database and hands it to `put`.
    """

    def __init__(self, limit: int = BYTES) -> None:
        self._limit = limit
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._touches: deque[tuple[int, str]] = deque(maxlen=REMEMBERED_TOUCHES)
        self._moment = 0
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def moment(self) -> int:
        """How many touches there were so far."""
        return self._moment

    def get(self, key: Hashable) -> Page | None:
        """The page, fresh or stale."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: Page, since: int, fresh: bool = True) -> None:
        """Keep a page that was rendered from `since` on; `fresh` is False while touches cannot be heard."""
        if page.size > self._limit:
            return
        with self._lock:
            page.fresh = fresh and not self._touched_after(since, page.topics)
            if old := self._pages.pop(key, None):
                self.size -= old.size
            self._pages[key] = page
            self.size += page.size
            while self.size > self._limit:
                _key, oldest = self._pages.popitem(last=False)
                self.size -= oldest.size

    def touch(self, topic: str) -> None:
        """Make every page that depends on the topic stale."""
        with self._lock:
            self._moment += 1
            self._touches.append((self._moment, topic))
            for page in self._pages.values():
                if page.fresh and any(matches(topic, own) for own in page.topics):
                    page.fresh = False

    def touch_everything(self) -> None:
        """Make every page stale: what was touched meanwhile is not known."""
        self.touch(EVERYTHING)

    def _touched_after(self, since: int, topics: tuple[str, ...]) -> bool:
        if self._moment - since > REMEMBERED_TOUCHES:
            return True
        later = (touched for moment, touched in self._touches if moment > since)
        return any(matches(touched, topic) for touched in later for topic in topics)

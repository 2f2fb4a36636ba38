"""The thread that hears which topics were touched, on a database connection of its own."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from pendopo.kernel.pagecache.store import Store
from pendopo.kernel.topics import CHANNEL

PROBE_SECONDS = 1.0
LONGEST_WAIT = 5.0


def django_database() -> dict[str, Any]:
    """Connection arguments of Django's own database."""
    from django.db import connection

    return connection.get_connection_params()


class Listener:
    """Listens as long as the process lives; every gap makes the whole store stale."""

    def __init__(self, store: Store, database: Callable[[], dict[str, Any]] = django_database) -> None:
        self._store = store
        self._database = database
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self.connected = threading.Event()

    def start(self) -> None:
        """Start the thread once; called on the first request, when the web process has its final shape."""
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="topics", daemon=True)
                    self._thread.start()

    def stop(self) -> None:
        """End the thread (tests)."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def database_is_down(self) -> bool:
        """Whether the database cannot be reached now."""
        if not self.connected.is_set():
            return True
        try:
            psycopg.connect(**(self._database() | {"connect_timeout": 2})).close()
        except psycopg.Error:
            return True
        return False

    def _run(self) -> None:
        wait = 0.1
        while not self._stopping.is_set():
            with contextlib.suppress(psycopg.Error, OSError):
                self._listen()
                wait = 0.1
            was_connected = self.connected.is_set()
            self.connected.clear()
            self._store.touch_everything()
            wait = 0.1 if was_connected else min(wait * 2, LONGEST_WAIT)
            self._stopping.wait(wait)

    def _listen(self) -> None:
        with psycopg.connect(**self._database(), autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._store.touch_everything()
            self.connected.set()
            while not self._stopping.is_set():
                for notify in connection.notifies(timeout=PROBE_SECONDS, stop_after=None):
                    self._store.touch(notify.payload)
                    if self._stopping.is_set():
                        return
                # A connection that died silently shows itself here.
                connection.execute("SELECT 1")

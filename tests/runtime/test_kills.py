"""kill -9 of a web worker, the database and the supervisor while a client writes: nothing acknowledged is lost."""

import contextlib
import os
import signal
import threading
import time

import psutil
import psycopg
import pytest

from pendopo.cli import children
from tests.runtime.instance import Instance


class Writer(threading.Thread):
    """Writes numbers one by one and remembers those that were acknowledged."""

    def __init__(self, instance: Instance) -> None:
        super().__init__(daemon=True)
        self.instance, self.acknowledged, self.stopping = instance, [], threading.Event()

    def run(self) -> None:
        number = 0
        while not self.stopping.is_set():
            with contextlib.suppress(psycopg.Error, OSError), self.instance.connect() as connection:
                while not self.stopping.is_set():
                    number += 1
                    connection.execute("INSERT INTO written VALUES (%s)", [number])
                    self.acknowledged.append(number)
                    time.sleep(0.002)
            time.sleep(0.05)


def web_worker(instance: Instance) -> psutil.Process:
    """A web process that answers requests: a child of granian's main process."""
    mains = [
        process for process in children.orphans(instance.var) if any("granian" in part for part in process.cmdline())
    ]
    leader = next(process for process in mains if os.getsid(process.pid) == process.pid)
    return leader.children(recursive=True)[-1]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_processes_are_killed(tmp_path):
    instance = Instance(tmp_path / "var")
    instance.serve()
    writer = Writer(instance)
    try:
        instance.wait_ready()
        with instance.connect() as connection:
            connection.execute("CREATE TABLE written (number int PRIMARY KEY)")
        writer.start()
        time.sleep(0.5)
        web_worker(instance).kill()
        recovered = [instance.wait_ready()]
        instance.cluster.kill()
        time.sleep(0.5)
        recovered.append(instance.wait_ready())
        instance.process.send_signal(signal.SIGKILL)
        instance.process.wait()
        instance.serve()
        time.sleep(2)
        recovered.append(instance.wait_ready())
        time.sleep(0.5)
        writer.stopping.set()
        writer.join(10)
        with instance.connect() as connection:
            found = {number for (number,) in connection.execute("SELECT number FROM written")}
        lost = set(writer.acknowledged) - found
        print(f"acknowledged {len(writer.acknowledged)}, lost {len(lost)}, recovered after {recovered} s")
        assert (lost, len(writer.acknowledged) > 50) == (set(), True)
        instance.process.send_signal(signal.SIGTERM)
        assert instance.process.wait(40) == 0
        assert (children.orphans(instance.var), instance.cluster.pid()) == ([], None)
    finally:
        writer.stopping.set()
        instance.stop()

"""SIGTERM while the database is being prepared: a clean end, and the next start goes on."""

import signal
import time

import psutil
import pytest

from pendopo.cli import children
from tests.runtime.instance import Instance

DEMO = [f"SELECT count(*) FROM {table}" for table in ("instance_instance", "regions_desa", "budget_stage")]


def preparing(instance: Instance) -> bool:
    return any("pendopo.cli.prepare" in process.cmdline() for process in children.orphans(instance.var))


def wait_for_villages(instance: Instance) -> None:
    """Until the demo's first step is at work."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.05)
        try:
            with instance.connect() as connection:
                if connection.execute("SELECT to_regclass('budget_stage') IS NOT NULL").fetchone()[0]:
                    return
        except Exception:
            continue
    pytest.fail("the tables are never made")


@pytest.mark.slow
def test_a_stop_while_preparing_ends_cleanly_and_the_next_start_completes_it(tmp_path):
    instance = Instance(tmp_path / "var")
    try:
        instance.serve("--demo")
        wait_for_villages(instance)
        assert preparing(instance)
        instance.process.send_signal(signal.SIGTERM)
        assert instance.process.wait(30) == 0
        assert (children.orphans(instance.var), instance.cluster.pid()) == ([], None)
        assert not psutil.pid_exists(instance.process.pid)
        instance.serve("--demo")
        instance.wait_ready(180)
        with instance.connect() as connection:
            assert all(connection.execute(query).fetchone()[0] for query in DEMO)
    finally:
        instance.stop()

"""Child processes: in sessions of their own, restarted with back-off, found again after a supervisor's death."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MARK = "PENDOPO_SUPERVISED"
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0


def _ours(process: psutil.Process, var: Path) -> bool:
    with contextlib.suppress(psutil.Error, OSError):
        return process.environ().get(MARK) == str(var)
    return False


def orphans(var: Path) -> list[psutil.Process]:
    """Children that a killed supervisor of this data folder left behind, by the mark in their environment."""
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _ours(process, var)]


def end(processes: Sequence[psutil.Process], patience: float = 8.0) -> None:
    """Ask the processes to end, and kill those that have not after `patience` seconds."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _gone, alive = psutil.wait_procs(list(processes), timeout=patience)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=5)


@dataclass
class Child:
    """One program that must run as long as the supervisor does."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 0.0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        """Start the program in a session of its own, so that a Ctrl+C reaches only the supervisor."""
        self.process = subprocess.Popen(
            list(self.command), env=dict(self.environment), stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.started = time.monotonic()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _end_session(self) -> None:
        """Kill what a dead leader left in its session."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def tend(self) -> bool:
        """Restart a dead child when its time has come; returns whether it was found newly dead."""
        if self.is_running:
            return False
        moment = time.monotonic()
        if self.process is not None:
            self._end_session()
            steady = moment - self.started > STEADY_AFTER
            self.wait = 0.5 if steady or not self.wait else min(self.wait * 2, LONGEST_WAIT)
            self.not_before = moment + self.wait
            self.process = None
            return True
        if moment >= self.not_before:
            self.start()
        return False

    def stop(self, patience: float = 12.0) -> None:
        """Stop cleanly; kill after `patience` seconds."""
        if self.process is None:
            return
        if self.is_running:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self._end_session()
        self.process.wait()

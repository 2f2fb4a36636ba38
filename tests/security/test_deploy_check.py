"""Django's own check of a deployment finds nothing to say about the production profile."""

import os
import subprocess
import sys

from pendopo.config.settings import base
from tests.architecture.source import ROOT


def test_the_production_profile_passes_the_deploy_check(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PENDOPO_", "DJANGO_"))}
    around = kept | {
        "PENDOPO_PROFILE": "production",
        "PENDOPO_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "pendopo.config.settings.active",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "pendopo.config.manage", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=around, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


def test_no_check_is_silenced_but_those_about_the_neighbours(monkeypatch):
    from pendopo.config.settings import production

    assert production.SILENCED_SYSTEM_CHECKS == ["security.W005", "security.W021"]
    assert base.DEBUG is False

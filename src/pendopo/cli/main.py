"""The console script: `pendopo serve`, `pendopo backup FILE`, and `pendopo A B ...` for a package's command `A_B`."""

import os
import sys
from pathlib import Path

from pendopo.cli.cluster import Cluster
from pendopo.kernel import postgres


def _var() -> Path:
    return Path(os.environ.get("PENDOPO_VAR", Path.cwd() / "var")).resolve()


def main() -> None:
    """Run one command."""
    arguments = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")
    if not os.environ.get("PENDOPO_DATABASE_URL"):
        cluster = Cluster(postgres.data_directory(_var()))
        cluster.start()
        cluster.prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["pendopo", *arguments])

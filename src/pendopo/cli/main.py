"""The console script: `pendopo serve`, `pendopo backup FILE`, and `pendopo A B ...` for a package's command `A_B`."""

import os
import sys

from pendopo.cli.cluster import ClusterFailed
from pendopo.cli.database import data_folder, database
from pendopo.cli.output import CommandRefused, refuse


def management_arguments(arguments: list[str], known: set[str]) -> list[str]:
    """`import budget DIR` becomes `import_budget DIR` where a package has such a command."""
    if len(arguments) > 1 and (joined := f"{arguments[0]}_{arguments[1]}".replace("-", "_")) in known:
        return [joined, *arguments[2:]]
    return arguments


def manage(arguments: list[str]) -> int:
    """Run a management command as the owner of the database."""
    with database(data_folder()):
        import django
        from django.core.management import execute_from_command_line, get_commands

        django.setup()
        if arguments[:1] == ["init"]:  # often the first command of all, on an empty data folder
            from pendopo.cli.prepare import prepare

            prepare(demo=False)
        execute_from_command_line(["pendopo", *management_arguments(arguments, set(get_commands()))])
    return 0


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    if arguments[:1] == ["serve"]:
        from pendopo.cli.serve import serve

        return serve(arguments[1:])
    if arguments[:1] == ["verify"]:  # offline, without Django and without a database
        from pendopo.audit.verifier import pendopo_verify

        return pendopo_verify.main(arguments[1:])
    if arguments[:1] == ["witness"]:  # of somebody else's log: without Django too
        from pendopo.audit.witness import command

        return command.main(arguments[1:])
    if arguments[:1] in (["backup"], ["restore"]):
        from pendopo.cli import archive

        return getattr(archive, arguments[0])(arguments[1:])
    return manage(arguments)


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")
    try:
        sys.exit(run(sys.argv[1:]))
    except (CommandRefused, ClusterFailed) as reason:
        refuse(str(reason))
        sys.exit(1)

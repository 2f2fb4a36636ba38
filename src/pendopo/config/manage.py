"""Run a management command with Pendopo's settings; the console script calls this in the same process."""

import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run one Django management command, arguments as on the command line without the program name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["pendopo", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()

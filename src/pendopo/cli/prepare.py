"""What a database needs before it is served: tables, rights of the role `app`, and the demo regency if asked for.

A process of its own (`python -m pendopo.cli.prepare [--demo]`), as the owner, so that the supervisor stays small.
"""

import os
import sys

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pendopo.cli.output import console, refuse
from pendopo.cli.output import gettext as _
from pendopo.kernel import postgres

DEMO_REGION = "33.03"
# What the database itself writes, by a function with the owner's rights; what is written once and never changed.
OWN_WRITTEN = ("audit_leaf", "audit_treenode", "audit_tip")
APPEND_ONLY = ("audit_entry", "audit_checkpoint", "audit_cosignature")

GRANTS = f"""
GRANT USAGE ON SCHEMA public TO {postgres.APP};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {postgres.APP};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {postgres.APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {postgres.APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {postgres.APP};
"""


def grant_rights() -> None:
    """Let the role of web and worker read and write, but never change or remove what the log holds."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [postgres.APP])
        if cursor.fetchone() is None:
            return  # a server of the regency's own with one role
        cursor.execute(GRANTS)
        for table in (*APPEND_ONLY, *OWN_WRITTEN):
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0] is not None:
                insert = ", INSERT" if table in OWN_WRITTEN else ""
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE{insert} ON {table} FROM {postgres.APP}")
        # To lock the tip one must hold a right to change something of it: its key, which a constraint keeps at 1.
        cursor.execute(f"GRANT UPDATE (id) ON audit_tip TO {postgres.APP}")


def steps(demo: bool) -> list[tuple[str, list[str]]]:
    """The label and the command of each step that is due; needs the tables.

    A demo without a budget was interrupted, and all its steps are done again (each may be repeated); one with a budget
    and no procurement plan, or no works, gets those. A regency that is no demo is left alone.
    """
    from django.apps import apps
    from django.core.management import get_commands

    found = get_commands()
    instance = apps.get_model("instance", "Instance").objects.first()
    if not demo or (instance is not None and not instance.demo):
        return []
    kept = [("monitoring", "WorkPlan"), ("procurement", "Package"), ("budget", "Stage")]
    there = [apps.get_model(*name).objects.exists() for name in kept] if instance else [False]
    wanted = [
        (_("The regency and its villages"), ["init", "--region", DEMO_REGION, "--demo"]),
        (_("Offices and people of the demo"), ["seed_people_demo"]),
        (_("The budget of the demo"), ["seed_budget_demo"]),
        (_("The procurement plan of the demo"), ["seed_procurement_demo"]),
        (_("Works of the demo"), ["seed_monitoring_demo"]),
    ]
    due = wanted[len(wanted) - there.index(True) :] if any(there) else wanted
    return [(label, command) for label, command in due if command[0] in found]


def prepare(demo: bool) -> None:
    """Bring the database up to date; idempotent."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(20), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:

        def step(label: str, *command: str) -> None:
            line = progress.add_task(label, total=1)
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                call_command(*command, stdout=nowhere)
            progress.update(line, completed=1)

        step(_("Tables"), "migrate", "--no-input", "--verbosity=0")
        call_command("createcachetable", verbosity=0)
        if settings.STORAGES["staticfiles"]["BACKEND"].endswith("ManifestStaticFilesStorage"):
            step(_("Styles and scripts"), "collectstatic", "--no-input", "--verbosity=0")
        for label, command in steps(demo):
            step(label, *command)
        grant_rights()


def main() -> int:
    """Entry of the process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings.active")
    os.environ["PENDOPO_DB_ROLE"] = postgres.OWNER
    from django.core.management import CommandError

    try:
        prepare("--demo" in sys.argv[1:])
    except CommandError as error:
        refuse(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

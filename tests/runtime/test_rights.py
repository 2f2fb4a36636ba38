"""The role of web and worker: reads and writes the tables, but changes no table and nothing that the log holds."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from pendopo.cli.prepare import APPEND_ONLY, grant_rights
from pendopo.kernel import postgres

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_app():
    """Run statements as the role `app`, after the rights were granted."""
    grant_rights()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {postgres.APP}")
        yield cursor
        cursor.execute("RESET ROLE")


def refused(cursor, statement: str) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(statement)
    except ProgrammingError as error:
        return isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)
    return False


@pytest.mark.parametrize("statement", [
    "DROP TABLE instance_instance", "ALTER TABLE instance_instance ADD COLUMN x int", "CREATE TABLE mine (x int)",
    "TRUNCATE instance_instance", "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    *(f"{act} {table}" for table in APPEND_ONLY for act in ("DELETE FROM", "TRUNCATE", "DROP TABLE")),
    "UPDATE audit_entry SET subject = 'x'", "UPDATE audit_leaf SET leaf_hash = ''",
])  # fmt: skip
def test_app_is_refused(as_app, statement):
    assert refused(as_app, statement)


@pytest.mark.parametrize("statement", [
    "SELECT count(*) FROM audit_entry", "SELECT count(*) FROM instance_instance",
    "UPDATE instance_instance SET name = name", "DELETE FROM search_document",
])  # fmt: skip
def test_app_may_do_its_work(as_app, statement):
    assert not refused(as_app, statement)


def test_app_has_no_right_over_the_server(as_app):
    as_app.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, pg_has_role(rolname, %s, 'MEMBER') "
        "FROM pg_roles WHERE rolname = current_user",
        [postgres.OWNER],
    )
    assert as_app.fetchone() == (False, False, False, False, False)

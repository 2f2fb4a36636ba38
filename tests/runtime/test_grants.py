"""What the role of web and worker may do to the log: add to it, and nothing else."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction

from pendopo.audit import queries, services
from pendopo.cli.prepare import grant_rights
from pendopo.kernel import events, postgres
from pendopo.kernel.access import SYSTEM

NOON = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
SAMPLE = {"audit.sample.granted": events.Event("{subject}", public=True)}
TABLES = ["audit_entry", "audit_leaf", "audit_treenode", "audit_checkpoint", "audit_cosignature", "audit_tip"]
COLUMNS = {
    "audit_entry": "subject = 'x'",
    "audit_leaf": "leaf_hash = ''",
    "audit_treenode": "hash = ''",
    "audit_checkpoint": "note = 'x'",
    "audit_cosignature": "line = 'x'",
    "audit_tip": "size = 7",
}
FORGED = {
    "audit_leaf": "INSERT INTO audit_leaf (index, entry_id, leaf_hash) SELECT 9, id, '' FROM audit_entry LIMIT 1",
    "audit_treenode": "INSERT INTO audit_treenode (level, index, hash) VALUES (5, 5, '')",
    "audit_tip": "INSERT INTO audit_tip (id, size) VALUES (1, 5)",
}


@pytest.fixture
def as_app(db):
    """Three signed entries; from here on we are the role of web and worker."""
    events.register(SAMPLE)
    grant_rights()
    for number in range(3):
        note_down(number)
    services.seal()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {postgres.APP}")
    yield
    events._catalogue.pop("audit.sample.granted")


def note_down(number: int) -> None:
    services.record(actor=SYSTEM, event="audit.sample.granted", subject=f"thing {number}", now=NOON)


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as refusal:
        return "permission denied" in str(refusal)
    return False


@pytest.mark.parametrize("table", TABLES)
def test_the_application_cannot_change_remove_or_empty_a_table_of_the_log(as_app, table):
    statements = [f"UPDATE {table} SET {COLUMNS[table]}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"]
    assert [refused(statement) for statement in statements] == [True, True, True]


@pytest.mark.parametrize("table", FORGED)
def test_the_application_cannot_write_into_the_tree_itself(as_app, table):
    assert refused(FORGED[table])


def test_the_application_records_and_signs(as_app):
    note_down(4)
    assert services.seal().size == 4
    assert list(queries.problems()) == []

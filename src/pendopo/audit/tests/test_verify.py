"""`pendopo audit verify`: one row of each table changed by hand, with the triggers off, is found and named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pendopo.audit import merkle, queries, services
from pendopo.audit.models import Checkpoint, Entry

pytestmark = pytest.mark.django_db
FORGED = "sha256('forged'::bytea)"


def by_hand(statement):
    table = next(word for word in statement.split() if word.startswith("audit_"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def log(note_down):
    """Seven leaves, signed at 3, 5 and 7; leaf 2 is private. Gives the key of leaf 0's entry."""
    for number in range(7):
        note_down(number, event="audit.sample.closed" if number == 2 else "audit.sample.opened")
        if number in {2, 4, 6}:
            services.seal()
    return Entry.objects.order_by("pk").first().pk


def found():
    return list(queries.problems())


def test_a_whole_log_has_no_problems(log):
    assert found() == []


@pytest.mark.parametrize(
    "change",
    ["actor_label = 'Sitj'", "post = 'x'", "subject = 'x'", "data = '{}'", "request_id = 'x'", "kind = 'SEALED'",
     "at = at + interval '1 second'", "mac = NULL", "leaf_data = 'x'", "subject_pk = '9'"],
)  # fmt: skip
def test_any_column_of_a_public_entry(log, change):
    by_hand(f"UPDATE audit_entry SET {change} WHERE id = {log + 3}")
    assert found() == [f"entry {log + 3} (audit.sample.opened, leaf 3) was changed after it was recorded"]


@pytest.mark.parametrize("change", ["actor_pk = '8'", "data = '{}'", "salt = 'x'", "kind = 'OPEN'"])
def test_any_column_of_a_private_entry(log, change):
    by_hand(f"UPDATE audit_entry SET {change} WHERE id = {log + 2}")
    assert found() == [f"entry {log + 2} (audit.sample.closed, leaf 2) was changed after it was recorded"]


def test_the_hash_of_a_leaf(log):
    by_hand(f"UPDATE audit_leaf SET leaf_hash = {FORGED} WHERE index = 4")
    name = f"entry {log + 4} (audit.sample.opened, leaf 4)"
    assert found() == [f"{name} does not fit the hash of its leaf: one of them was changed"]


def test_a_leaf_that_was_removed(log):
    by_hand("DELETE FROM audit_leaf WHERE index = 4")
    assert found() == ["leaf 4 is missing: the next is 5"]


@pytest.mark.parametrize("place", [(1, 0), (1, 2), (2, 0)])
def test_each_inner_node(log, place):
    by_hand("UPDATE audit_treenode SET hash = {} WHERE level = {} AND index = {}".format(FORGED, *place))
    assert found() == [f"the node {place[1]} of level {place[0]} does not fit the leaves below it"]


def test_a_node_that_was_removed_and_one_that_was_added(log):
    by_hand("DELETE FROM audit_treenode WHERE level = 1 AND index = 1")
    by_hand(f"INSERT INTO audit_treenode (level, index, hash) VALUES (2, 1, {FORGED}), (50, 0, {FORGED})")
    assert found() == [
        "the node 1 of level 1 is missing from the tree",
        "the node 1 of level 2 belongs to no leaves",
        "the node 0 of level 50 belongs to no leaves",
    ]


def test_the_root_of_an_old_checkpoint(log):
    by_hand(f"UPDATE audit_checkpoint SET root = {FORGED} WHERE size = 3")
    assert found() == [
        "the tree of 3 leaves has not the root of its checkpoint",
        "the checkpoint of 3 leaves is not what its note says (3 leaves)",
    ]


def test_the_note_of_an_old_checkpoint(log):
    by_hand("UPDATE audit_checkpoint SET note = replace(note, E'\\n3\\n', E'\\n4\\n') WHERE size = 3")
    assert found() == ["the note of the checkpoint of 3 leaves is not right: the signature is wrong"]


def test_an_old_checkpoint_of_another_tree_that_the_key_has_signed(log):
    from pendopo.audit import notes

    other = merkle.leaf_hash(b"another history")
    note = notes.sign(notes.Tree(notes.origin(), 4, other), notes.signing_key())
    Checkpoint.objects.create(size=4, root=other, note=note, signed_at="2026-11-24T05:00:00Z")
    assert found() == ["the tree of 4 leaves has not the root of its checkpoint"]


def test_a_checkpoint_beyond_the_log(log):
    by_hand("UPDATE audit_checkpoint SET size = 9 WHERE size = 7")
    assert found() == ["a checkpoint of 9 leaves is signed, but the log has 7"]


def test_the_tip(log):
    by_hand("UPDATE audit_tip SET size = 6")
    assert found() == ["the tip says 6 leaves, but the log has 7"]


def test_an_entry_without_a_leaf(log):
    by_hand("INSERT INTO audit_entry SELECT 999, " + _columns() + f" FROM audit_entry WHERE id = {log}")
    assert found() == ["entry 999 (audit.sample.opened) has no leaf"]


def _columns():
    return ", ".join(field.column for field in Entry._meta.fields if field.column != "id")


def test_the_command_lists_the_first_hundred_faults_alone(log, note_down):
    for number in range(101):
        note_down(number)
    services.seal()
    by_hand("UPDATE audit_entry SET post = 'x'")
    with pytest.raises(CommandError) as failure:
        call_command("audit_verify")
    lines = str(failure.value).split("\n")
    assert (len(lines), lines[-1]) == (101, "... and more: only the first faults are listed.")


def test_proofs_and_roots_ask_once_at_any_size(note_down, django_assert_num_queries):
    for number in range(100):
        note_down(number)
    services.seal()
    for width in (2, 63, 100):
        with django_assert_num_queries(3):
            root = queries.root_of(width)
            path = queries.inclusion_path(1, width)
            old = queries.consistency_path(2, width)
        assert merkle.verify_consistency(2, width, queries.root_of(2), root, old)
        assert len(path) == (width - 1).bit_length()

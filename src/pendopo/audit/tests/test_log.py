"""Entries, leaves, checkpoints and the check of everything, on the database."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from pendopo.audit import merkle, notes, queries, services
from pendopo.audit.models import Checkpoint, Entry, Leaf
from pendopo.kernel.access import ANONYMOUS, SYSTEM

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_a_public_act_stands_open_and_names_nobody(note_down):
    note_down()
    services.seal()
    leaf = Leaf.objects.get()
    assert bytes(leaf.entry.leaf_data) == (
        b'{"at":"2026-11-24T05:00:00.000000Z","data":{"n":1,"x":"1.5"},"event":"audit.sample.opened",'
        b'"subject":"thing 1","unit":"Dinas","v":1}'
    )
    assert bytes(leaf.leaf_hash) == merkle.leaf_hash(bytes(leaf.entry.leaf_data))


@pytest.mark.django_db
def test_a_private_act_shows_a_salted_hash_alone(note_down):
    entry = note_down(event="audit.sample.closed")
    assert len(entry.leaf_data) == len('{"c":"","v":1}') + 64
    assert note_down(event="audit.sample.closed").leaf_data != entry.leaf_data


@pytest.mark.django_db
def test_an_act_outside_the_catalogue_is_refused(note_down):
    with pytest.raises(KeyError):
        note_down(event="audit.sample.unheard")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_label = 'x'",
        "DELETE FROM audit_leaf",
        "DELETE FROM audit_entry",
        "UPDATE audit_leaf SET leaf_hash = ''",
        "DELETE FROM audit_checkpoint",
        "TRUNCATE audit_entry CASCADE",
    ],
)
def test_the_database_refuses_to_change_the_log(note_down, statement):
    note_down()
    services.seal()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL pendopo.truncatable = 'off'")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    assert Entry.objects.get().actor_label == "Siti Rahmawati"


@pytest.mark.django_db
def test_a_salt_may_be_destroyed_and_the_log_stays_whole(note_down):
    entry = note_down(event="audit.sample.closed")
    services.seal()
    Entry.objects.filter(pk=entry.pk).update(salt=None)
    assert list(queries.problems()) == []


@pytest.mark.django_db
def test_a_sealed_act_has_a_signed_checkpoint_and_a_proof(note_down):
    for number in range(5):
        note_down(number)
    checkpoint = services.seal()
    tree = notes.open_note(checkpoint.note, notes.own_verifier_key())
    leaf = Leaf.objects.get(pk=3)
    path = queries.inclusion_path(3, 5)
    assert (tree.size, tree.root) == (5, bytes(checkpoint.root))
    assert merkle.verify_inclusion(bytes(leaf.leaf_hash), 3, 5, path, tree.root)
    assert queries.tlog_proof(leaf).startswith("c2sp.org/tlog-proof@v1\nindex 3\n")
    assert services.seal() is None


@pytest.mark.django_db
def test_only_the_system_signs():
    with pytest.raises(PermissionDenied):
        services.sign_checkpoint(actor=ANONYMOUS, now=NOON)
    assert not Checkpoint.objects.exists()


def alter(statement, table="audit_entry"):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.django_db
def test_one_changed_byte_is_found_and_the_entry_named(note_down):
    entries = [note_down(number) for number in range(6)]
    services.seal()
    call_command("audit_verify")
    alter(f"UPDATE audit_entry SET subject = 'thinh 3' WHERE id = {entries[3].pk}")
    with pytest.raises(CommandError, match=rf"^entry {entries[3].pk} \(audit.sample.opened, leaf 3\)") as failure:
        call_command("audit_verify")
    assert failure.value.returncode == 1


@pytest.mark.django_db
def test_a_private_entry_changed_by_hand_is_found_too(note_down):
    entry = note_down(event="audit.sample.closed")
    services.seal()
    alter(f"UPDATE audit_entry SET actor_label = 'Sitj Rahmawati' WHERE id = {entry.pk}")
    assert list(queries.problems()) == [
        f"entry {entry.pk} (audit.sample.closed, leaf 0) was changed after it was recorded"
    ]


@pytest.mark.django_db
def test_a_tree_that_does_not_continue_the_last_checkpoint_is_never_signed(note_down):
    note_down(1)
    note_down(2)
    services.seal()
    alter("UPDATE audit_treenode SET hash = sha256('forged'::bytea)", "audit_treenode")
    note_down(3)
    with pytest.raises(services.LogInconsistent):
        services.seal()
    assert [mark.size for mark in Checkpoint.objects.all()] == [2]


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_leave_no_gap(note_down):
    def write(worker):
        try:
            for number in range(25):
                with transaction.atomic():
                    note_down(worker * 100 + number)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Leaf.objects.values_list("index", flat=True)) == list(range(100))
    assert services.sign_checkpoint(actor=SYSTEM, now=NOON).size == 100
    assert list(queries.problems()) == []


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_neither_entry_nor_leaf(note_down):
    def fail():
        with transaction.atomic():
            note_down(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    note_down(2)
    assert list(Leaf.objects.values_list("index", flat=True)) == [0]


@pytest.mark.django_db
def test_an_entry_carries_the_id_of_its_request(note_down):
    from pendopo.kernel import request_id

    token = request_id._current.set("kejadian-1234")
    noted = note_down()
    request_id._current.reset(token)
    assert (noted.request_id, note_down().request_id) == ("kejadian-1234", "")

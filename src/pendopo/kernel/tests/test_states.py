"""The machine of states."""

from types import SimpleNamespace

import pytest

from pendopo.kernel.states import Machine, MoveRefused

DOOR = Machine({("OPEN", "close"): "CLOSED", ("CLOSED", "open"): "OPEN"})


def test_a_move_assigns_the_next_status():
    door = SimpleNamespace(status="OPEN")
    DOOR.move(door, "close")
    assert door.status == "CLOSED"


def test_a_move_that_is_not_in_the_table_is_refused_and_nothing_moves():
    door = SimpleNamespace(status="OPEN")
    with pytest.raises(MoveRefused) as refusal:
        DOOR.move(door, "open")
    assert door.status == "OPEN"
    assert refusal.value.possible == ("close",)

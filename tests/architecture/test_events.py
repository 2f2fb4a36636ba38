"""Every event is well named, has its sentence, and is in the catalogue where an act records it."""

import ast
import re

from pendopo.kernel import events
from tests.architecture.source import modules

NAME = re.compile(r"^[a-z_]+\.[a-z0-9_]+\.[a-z_]+$")


def recorded() -> set[str]:
    """The event names written as texts in calls of `record`."""
    names = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
                names |= {
                    word.value.value
                    for word in node.keywords
                    if word.arg == "event" and isinstance(word.value, ast.Constant)
                }
    return names


def test_events_are_named_package_object_past_participle():
    assert [name for name in events.catalogue() if not NAME.match(name)] == []


def test_every_recorded_event_has_a_sentence():
    assert recorded() - set(events.catalogue()) == set()


def test_every_event_has_words():
    assert [name for name, event in events.catalogue().items() if not str(event.sentence).strip()] == []

"""Templates: short, no inline script or style, no data addresses, no raw Indonesian sentences left to guess."""

import re

import pytest

from tests.architecture.source import PACKAGE

TEMPLATES = sorted(PACKAGE.rglob("*.html"))
LIMIT = 150
FORBIDDEN = [
    (re.compile(r"\sstyle="), "a style attribute"),
    (re.compile(r"<style\b"), "an inline style"),
    (re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>"), "an inline script"),
    (re.compile(r"\son[a-z]+="), "an inline handler"),
    (re.compile(r"[\"'(]data:"), "a data address"),
    (re.compile(r"https?://(?!www\.w3\.org|\{)"), "an outside address"),
    (
        re.compile(r"=\"[^\"<>]*\{\{ *[\w.]*(\.pk|(?<!auto)_id) *\}\}"),
        "a key with separators (write |plain)",
    ),
    (re.compile(r"{% block title %}{% if form\.errors"), "the word for error again (the layout writes it)"),
]


def faults(text: str) -> list[str]:
    """What the text breaks."""
    found = [name for pattern, name in FORBIDDEN if pattern.search(text)]
    return [*found, *(["too long"] if text.count("\n") > LIMIT else [])]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_keeps_the_rules(template):
    assert faults(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', "<style>", "<script>x</script>", '<a onclick="x">', '<img src="data:x">', "\n" * 151,
     '<img src="https://cdn.example/x.png">', "{% block title %}{% if form.errors %}",
     '<input name="item-{{ one.item.pk }}">'],
)  # fmt: skip
def test_a_deliberate_violation_is_found(text):
    assert faults(text) != []


BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock(?: \w+)? %}", re.DOTALL)
NAMED = re.compile(r"{% url [^%]* as up %}")
USED = re.compile(r"{{ up }}|[a-z_]+=up[ %]")


def lost(text: str) -> list[str]:
    """Blocks that use an address that only another block has named: there it is empty."""
    blocks = BLOCK.findall(text)
    if not any(NAMED.search(body) for _name, body in blocks):
        return []
    return [name for name, body in blocks if USED.search(body) and not NAMED.search(body)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_way_up_leads_somewhere_in_each_block(template):
    assert lost(template.read_text(encoding="utf-8")) == []


def test_an_address_named_in_another_block_is_found():
    named = '{% block breadcrumbs %}{% url "x" as up %}{% endblock %}'
    assert lost(named + '{% block content %}<a href="{{ up }}">{% endblock %}') == ["content"]
    assert lost(named + '{% block content %}{% url "x" as up %}{{ up }}{% endblock %}') == []

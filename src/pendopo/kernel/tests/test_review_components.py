"""Grid cells, changes, findings: states are words, not only colours; a component sees its arguments only."""

from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation


def shown(component: str, /, **context: object) -> str:
    """The component in Indonesian."""
    with translation.override("id"):
        return render_to_string(f"components/{component}.html", context)


def test_a_faulty_cell_points_to_its_reason():
    html = shown("grid_cell", label="Harga", value="42.000", name="h3", state="error", note="Paling tinggi 38.000")
    assert 'aria-invalid="true" aria-describedby="h3-note"' in html
    assert '<small id="h3-note">Paling tinggi 38.000</small>' in html


def test_a_locked_cell_has_no_input_and_says_so():
    html = shown("grid_cell", label="Harga", value="42.000", name="h3", state="locked")
    assert "<input" not in html
    assert "terkunci" in html


def test_each_change_carries_its_word():
    rows = [{"mark": mark, "label": mark, "before": "1", "after": "2"} for mark in ("added", "removed", "changed", "")]
    html = shown("diff_table", rows=rows)
    assert [word for word in ("ditambah", "dihapus", "diubah", "tetap") if word not in html] == []


def test_a_finding_shows_weight_rule_and_result_of_the_sum():
    rows = [{"key": "Harga", "value": "2"}, {"key": "Lebih", "value": "1"}]
    html = shown("finding", title="T", severity="hard", law="Perbup 1/2027", formula=rows)
    assert "Harus selesai" in html
    assert "Aturan: Perbup 1/2027" in html
    assert html.count("is-total") == 1


def test_a_signer_who_waits_is_not_shown_as_signed():
    html = shown("signatures", title="T", signers=[{"name": "A", "state": "signed"}, {"name": "B"}])
    assert (html.count("Ditandatangani"), html.count("Menunggu tanda tangan")) == (1, 1)


def test_a_component_with_a_body_takes_no_name_of_the_page():
    source = '{% component "finding" title="T" %}{{ reason }}{% endcomponent %}'
    html = engines["django"].from_string(source).render({"reason": "dari halaman", "law": "hukum halaman"})
    assert "dari halaman" in html
    assert "hukum halaman" not in html
